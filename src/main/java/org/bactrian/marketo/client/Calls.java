package org.bactrian.marketo.client;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.bactrian.marketo.wire.Call;
import org.bactrian.marketo.wire.CallWatch;
import org.bactrian.marketo.wire.Pace;
import org.bactrian.marketo.wire.Repeat;
import org.bactrian.marketo.wire.SharedWindow;
import org.bactrian.marketo.wire.Trouble;
import org.bactrian.marketo.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls until they succeed, at the pace allowed, as the table of error codes says. */
final class Calls {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final String TOO_FAST = "606";
  private static final String TOO_MANY = "615";

  private static final long FIRST_PAUSE = Duration.ofMillis(500).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(20).toNanos();
  private static final int TRIES = 3;

  /** A token that was just given may be refused; a second one is asked for after a pause. */
  private static final int NEW_TOKENS = 3;

  private static final int TRIES_OF_SERVER_ERROR = 6;

  private final Wire wire;
  private final Identity identity;
  private final Pace pace;
  private final Pace.Time time;
  private final long maxWait;
  private final Clock clock;
  private final CallWatch watch;
  private final Duration timeout;
  private final LongAdder calls = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder waited = new LongAdder();

  Calls(MarketoClientOptions options, Pace.Time time) {
    wire = new Wire(options.baseUrl(), options.http());
    watch = options.watch();
    timeout = options.http().timeout();
    identity = new Identity(wire, options);
    pace = new Pace(options.callsPer20Seconds(), options.callsInFlight(), time);
    this.time = time;
    maxWait = options.maxWait().toNanos();
    clock = options.clock();
  }

  MarketoClient.Counters counters() {
    return new MarketoClient.Counters(calls.sum(), retries.sum(), waited.sum() / 1e9);
  }

  Pace.Load load() {
    return pace.load();
  }

  void share(SharedWindow window) {
    pace.share(window);
  }

  String user() {
    try {
      return identity.user();
    } catch (Trouble e) {
      throw new MarketoUnavailable("asking Marketo for a token: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MarketoUnavailable("asking Marketo for a token: interrupted", e);
    }
  }

  /** What an answer holds, or the trouble with it. */
  private interface Opening<T> {
    T of(Wire.Reply reply) throws Trouble;
  }

  /**
   * The envelope of a successful answer.
   *
   * @throws Trouble if only a smaller call can succeed
   */
  Map<?, ?> send(Call call) throws Trouble {
    return send(call, reply -> Envelope.open(reply, call));
  }

  /** The bytes of a file. */
  byte[] file(Call call) throws Trouble {
    return send(call, Envelope::file);
  }

  private <T> T send(Call call, Opening<T> opening) throws Trouble {
    long since = time.nanos();
    int tries = 0;
    Map<String, Integer> triesByCode = new HashMap<>();
    int renewed = 0;
    while (true) {
      Trouble trouble;
      String token = null;
      try {
        token = identity.token();
        T answer = opening.of(exchange(call, token));
        watch.answered(call);
        return answer;
      } catch (Trouble t) {
        trouble =
            token == null
                ? t
                : new Trouble(t.code(), t.getMessage().replace(token, "***"), t.getCause());
      } catch (InterruptedException e) {
        throw interrupted(call, e);
      }
      tries++;
      retries.increment();
      if (ErrorCode.heals(trouble.code()) == ErrorCode.Heals.BY_NEW_TOKEN
          && token != null
          && renewed++ < NEW_TOKENS) {
        identity.forget(token);
        if (renewed > 1) pause(call, trouble, renewed, since);
        continue;
      }
      yieldTo(trouble.code());
      if (isAnswer(trouble)) watch.answered(call);
      else watch.failed(call, trouble.words());
      if (token != null) giveUpIfItMayBeDone(call, trouble);
      giveUpIfItNeverHeals(call, trouble, triesByCode.merge(trouble.code(), 1, Integer::sum));
      pause(call, trouble, tries, since);
    }
  }

  /** Leaves more of a limit to the other integrations that share it. */
  private void yieldTo(String code) {
    int most =
        switch (code) {
          case TOO_FAST -> pace.tooFast();
          case TOO_MANY -> pace.tooMany();
          default -> 0;
        };
    if (most > 0) {
      LOG.info(
          "Marketo answered {}: at most {} calls {} for now; {}",
          code,
          most,
          code.equals(TOO_FAST) ? "per 20 s" : "at once",
          ErrorCode.advice(code));
    }
  }

  /** Whether Marketo itself said no: a refusal is no failure of the exchange. */
  private static boolean isAnswer(Trouble trouble) {
    return switch (ErrorCode.heals(trouble.code())) {
      case NO, TOMORROW, BY_SPLITTING -> trouble.code().matches("\\d{3,4}");
      default -> false;
    };
  }

  private Wire.Reply exchange(Call call, String token) throws Trouble, InterruptedException {
    long before = time.nanos();
    Pace.Leave leave = pace.await();
    try {
      waited.add(time.nanos() - before);
      watch.before(call, timeout);
      calls.increment();
      return wire.exchange(call, token);
    } finally {
      leave.answered();
    }
  }

  private static void giveUpIfItMayBeDone(Call call, Trouble trouble) {
    if (call.repeat() == Repeat.ONCE && ErrorCode.mayBeDone(trouble.code()))
      throw new OutcomeUnknown(call.endpoint(), trouble);
  }

  private void giveUpIfItNeverHeals(Call call, Trouble trouble, int tries) throws Trouble {
    switch (ErrorCode.heals(trouble.code())) {
      case NO, BY_NEW_TOKEN ->
          throw new MarketoRefused(call.endpoint(), trouble.code(), trouble.getMessage());
      case TOMORROW -> throw new DailyQuotaExhausted(call.endpoint(), "calls", clock);
      case BY_SPLITTING -> throw trouble;
      case BY_TRIES_THEN_SPLITTING -> {
        if (tries >= TRIES) throw trouble;
      }
      case BY_SPLITTING_AND_WAITING -> {
        if (tries >= TRIES && call.rows() > 1) throw trouble;
      }
      case BY_FEW_TRIES -> {
        if (trouble.code().equals(Trouble.GARBLED)) {
          if (tries >= TRIES)
            throw new MarketoGarbled(
                call.endpoint(), Envelope.expected(call), trouble.getMessage());
        } else if (tries >= TRIES_OF_SERVER_ERROR) {
          throw unavailable(call, trouble, tries);
        }
      }
      case BY_WAITING -> {}
    }
  }

  /** Lets time pass. */
  void pause(long nanos) throws InterruptedException {
    waited.add(nanos);
    time.sleep(nanos);
  }

  Clock clock() {
    return clock;
  }

  private void pause(Call call, Trouble trouble, int tries, long since) {
    long left = maxWait - (time.nanos() - since);
    if (left <= 0) throw unavailable(call, trouble, tries);
    long longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(tries - 1, 10));
    long pause = Math.min(left, ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    try {
      pause(pause);
    } catch (InterruptedException e) {
      throw interrupted(call, e);
    }
  }

  private static MarketoUnavailable unavailable(Call call, Trouble trouble, int tries) {
    return new MarketoUnavailable(
        "%s: after %d tries still %s (%s)"
            .formatted(call.endpoint(), tries, trouble.words(), ErrorCode.advice(trouble.code())),
        trouble);
  }

  static MarketoUnavailable interrupted(Call call, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new MarketoUnavailable(call.endpoint() + ": interrupted", e);
  }
}
