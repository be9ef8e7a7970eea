package org.bactrian.connection.login;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.bactrian.audit.Action;
import org.bactrian.audit.Actor;
import org.bactrian.audit.AuditEvent;
import org.bactrian.connection.Words;
import org.bactrian.connection.memory.Item;
import org.bactrian.connection.memory.Memory;
import org.bactrian.state.connection.OrgBinding;
import org.bactrian.state.lease.SyncLease;

/** The end of a connection. */
public final class Disconnection {

  private final Memory memory;
  private final Login login;
  private final LoginLock loginLock;
  private final OrgBinding binding;
  private final SyncLease runLease;

  public Disconnection(
      Memory memory, Login login, LoginLock loginLock, OrgBinding binding, SyncLease runLease) {
    this.memory = memory;
    this.login = login;
    this.loginLock = loginLock;
    this.binding = binding;
    this.runLease = runLease;
  }

  /** Revokes the login and forgets every secret; which systems it was, and their links, stay. */
  public Words disconnect(Actor by) {
    return disconnect(AuditEvent.of(by, Action.DISCONNECT));
  }

  private Words disconnect(AuditEvent event) {
    List<String> untold = new ArrayList<>(1);
    loginLock.holding(
        () -> {
          login.revoke().ifPresent(untold::add);
          memory
              .change()
              .forget(EnumSet.complementOf(EnumSet.copyOf(Item.OF_SYSTEMS)))
              .audit(event)
              .write();
        });
    return untold.isEmpty()
        ? Words.of("disconnected")
        : Words.of("disconnected.untold", untold.get(0));
  }

  /** Disconnects, and forgets which systems it was, so that others may take their place. */
  public Words reset(boolean forgetLinks, Actor by) {
    long links = binding.links();
    if (links > 0 && !forgetLinks) return Words.of("reset.links", links);
    Words disconnected =
        disconnect(
            AuditEvent.of(by, Action.RESET)
                .changing(links + " links", links == 0 ? "" : "forgotten"));
    LoginLock.Waiting waiting = new LoginLock.Waiting();
    while (!runLease.whileHolding(this::forget)) waiting.pause();
    return disconnected.equals(Words.of("disconnected")) ? Words.of("reset.done") : disconnected;
  }

  private void forget() {
    binding.forget();
    memory.change().forget(Item.OF_SYSTEMS).write();
  }
}
