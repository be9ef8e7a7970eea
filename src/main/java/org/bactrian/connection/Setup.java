package org.bactrian.connection;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The set-up, for the console and the command line alike; safe for many threads.
 *
 * <p>Whatever a method changes is stored before it returns. {@link #steps}, {@link #standing} and
 * {@link #entered} ask only the database. Every other method may ask Salesforce or Marketo, so it
 * blocks, up to a minute; {@link #forecast} as long as all of Salesforce takes to read.
 */
public final class Setup {

  /** Where Salesforce sends the browser back to, below the console's address. */
  public static final String CALLBACK_PATH = "/connect/callback";

  /** How each step stands, in their order. */
  public List<StepReport> steps() {
    throw new UnsupportedOperationException();
  }

  /** How the connection stands as a whole. */
  public Standing standing() {
    throw new UnsupportedOperationException();
  }

  /** What was entered so far. */
  public Entered entered() {
    throw new UnsupportedOperationException();
  }

  /**
   * Step 1: says where the org logs in.
   *
   * @param host {@code production}, {@code sandbox}, or a My Domain such as {@code
   *     https://example.my.salesforce.com}
   */
  public StepReport chooseLoginHost(String host) {
    throw new UnsupportedOperationException();
  }

  /**
   * Step 2: keeps the app's consumer key and secret; an empty secret keeps the one that is there.
   */
  public StepReport saveApp(String consumerKey, String consumerSecret) {
    throw new UnsupportedOperationException();
  }

  /**
   * Step 3: begins a login.
   *
   * @param session a value that only this browser's session knows, or empty where a login is begun
   *     on a terminal
   * @return Salesforce's page to send the browser to
   * @throws IllegalStateException if steps 1 and 2 are not done
   */
  public URI beginLogin(Optional<String> session) {
    throw new UnsupportedOperationException();
  }

  /**
   * Step 3: takes what Salesforce sent the browser back with.
   *
   * @param callback the query parameters of {@link #CALLBACK_PATH}
   * @param session what {@link #beginLogin} was given in this browser's session, if anything
   */
  public LoginOutcome finishLogin(Map<String, String> callback, Optional<String> session) {
    throw new UnsupportedOperationException();
  }

  /**
   * Step 4: checks and keeps Marketo's credentials.
   *
   * @param address the instance's REST or identity address, or its Munchkin id
   * @param clientSecret an empty one keeps the one that is there
   */
  public StepReport saveMarketo(String address, String clientId, String clientSecret) {
    throw new UnsupportedOperationException();
  }

  /**
   * Step 5: asks both systems who is connected and what that user may do.
   *
   * @throws IllegalStateException if steps 3 and 4 are not done, or a system can't be asked; the
   *     message says why
   */
  public Confirmation look() {
    throw new UnsupportedOperationException();
  }

  /** What {@link #look} found last, without asking again. */
  public Optional<Confirmation> lastLook() {
    throw new UnsupportedOperationException();
  }

  /** Step 5: a person says that these are the right ones; looks again first. */
  public StepReport confirm() {
    throw new UnsupportedOperationException();
  }

  /** Step 6: reads both systems' fields anew and compares them with the mappings. */
  public FieldComparison compareFields() {
    throw new UnsupportedOperationException();
  }

  /** Step 6: makes the missing fields that can be made, and compares again. */
  public FieldComparison createFields() {
    throw new UnsupportedOperationException();
  }

  /** Step 7: adds up what the first sync will do and cost; writes nothing. */
  public InitialSync forecast() {
    throw new UnsupportedOperationException();
  }

  /** Step 7: a person says yes to the forecast. */
  public StepReport enable() {
    throw new UnsupportedOperationException();
  }

  /** Step 8: lets the flows run. */
  public StepReport start() {
    throw new UnsupportedOperationException();
  }

  /** Stops the flows after the run under way. */
  public Standing pause() {
    throw new UnsupportedOperationException();
  }

  /** Lets the flows run again. */
  public Standing resume() {
    throw new UnsupportedOperationException();
  }

  /**
   * Revokes the login at Salesforce and forgets all secrets; links and checkpoints stay.
   *
   * @return what became of it: the secrets are forgotten even where Salesforce can't be reached
   */
  public Words disconnect() {
    throw new UnsupportedOperationException();
  }

  /**
   * Disconnects, and allows another org and instance.
   *
   * @param forgetLinks also forgets links, checkpoints and dead letters; without it, nothing is
   *     done while there are links
   */
  public Words reset(boolean forgetLinks) {
    throw new UnsupportedOperationException();
  }
}
