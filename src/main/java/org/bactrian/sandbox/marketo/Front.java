package org.bactrian.sandbox.marketo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bactrian.sandbox.marketo.control.ControlDoor;
import org.bactrian.sandbox.marketo.gate.AlteredAnswer;
import org.bactrian.sandbox.marketo.gate.Calls;
import org.bactrian.sandbox.marketo.gate.Fault;
import org.bactrian.sandbox.marketo.gate.Faults;
import org.bactrian.sandbox.marketo.gate.Gate;
import org.bactrian.sandbox.marketo.gate.Oversize;
import org.bactrian.sandbox.marketo.gate.Tokens;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands between HTTP and the instance: faults, tokens, limits, and which endpoint it is. */
final class Front {
  private static final String CLIENT_ID = "sandbox-client-id";
  private static final String CLIENT_SECRET = "sandbox-client-secret";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);

  private final Vertx vertx;
  private final Endpoints endpoints;
  private final ControlDoor door;
  private final Gate gate;
  private final Calls calls;
  private final Faults faults;
  private final Tokens tokens;

  Front(
      Vertx vertx,
      Endpoints endpoints,
      ControlDoor door,
      Gate gate,
      Calls calls,
      Faults faults,
      Tokens tokens) {
    this.vertx = vertx;
    this.endpoints = endpoints;
    this.door = door;
    this.gate = gate;
    this.calls = calls;
    this.faults = faults;
    this.tokens = tokens;
  }

  /** Counts the calls in progress from their first byte to the last byte of their answer. */
  void enter(RoutingContext context) {
    gate.enter();
    context.addEndHandler(done -> gate.leave());
    context.next();
  }

  /** Gives an access token for the client's id and secret. */
  void token(RoutingContext context) {
    calls.countIdentity();
    Received call = Received.of(context);
    MultiMap given = call.parameters();
    Optional<Fault> fault = faults.meet(call.method(), call.path());
    if (fault.isPresent()) {
      suffer(context, fault.get(), Reply.text(500, ""));
      return;
    }
    try {
      boolean known =
          CLIENT_ID.equals(given.get("client_id"))
              && CLIENT_SECRET.equals(given.get("client_secret"));
      if (!"client_credentials".equals(given.get("grant_type"))) {
        send(context, refused(400, "unsupported_grant_type", "Unsupported grant type"));
      } else if (!known) {
        String words =
            CLIENT_ID.equals(given.get("client_id"))
                ? "Bad client credentials"
                : "No client with requested id: " + given.get("client_id");
        send(context, refused(401, "unauthorized", words));
      } else {
        send(context, granted());
      }
    } catch (Refusal impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Reply granted() throws Refusal {
    String token = tokens.current();
    return Reply.json(
        200,
        out -> {
          out.writeStartObject();
          out.writeStringField("access_token", token);
          out.writeStringField("token_type", "bearer");
          out.writeNumberField("expires_in", tokens.remainingSeconds());
          out.writeStringField("scope", "apis@bactrian.example");
          out.writeEndObject();
        });
  }

  private static Reply refused(int status, String error, String words) throws Refusal {
    return Reply.json(
        status,
        out -> {
          out.writeStartObject();
          out.writeStringField("error", error);
          out.writeStringField("error_description", words);
          out.writeEndObject();
        });
  }

  /** Answers a call of the REST or bulk API. */
  void data(RoutingContext context) {
    Received call = Received.of(context);
    Optional<Fault> fault = faults.meet(call.method(), call.path());
    if (fault.isPresent() && !fault.get().kind().afterwards()) {
      calls.count(call.method() + " " + call.path());
      suffer(context, fault.get(), null);
      return;
    }
    Reply reply = answer(context, call, fault);
    if (fault.isEmpty()) {
      send(context, reply);
    } else {
      suffer(context, fault.get(), reply);
    }
  }

  private Reply answer(RoutingContext context, Received call, Optional<Fault> fault) {
    HttpServerRequest request = context.request();
    try {
      tokens.check(Optional.ofNullable(request.getHeader("Authorization")));
      Endpoints.Found endpoint = endpoints.find(call.method(), call.path());
      calls.count(endpoint.name());
      Optional<Refusal> limit = gate.admit();
      if (limit.isPresent()) {
        throw limit.get();
      }
      Received.checkType(context);
      Map<Integer, Refusal> injected = new HashMap<>();
      fault
          .filter(f -> f.kind().refusesOne())
          .ifPresent(f -> injected.put(f.index(), new Refusal(f.code(), f.message())));
      return endpoint
          .answer()
          .to(new Exchange(request, call.parameters(), endpoint.path(), call.body(), injected));
    } catch (Refusal refusal) {
      calls.countRefused(refusal.code());
      return Reply.failure(refusal);
    }
  }

  private void suffer(RoutingContext context, Fault fault, Reply reply) {
    byte[] good = reply == null ? new byte[0] : reply.bytes();
    switch (fault.kind()) {
      case STATUS -> send(context, Reply.text(fault.status(), fault.body()));
      case CODE -> {
        calls.countRefused(fault.code());
        send(context, Reply.failure(new Refusal(fault.code(), fault.message())));
      }
      case TIMEOUT ->
          vertx.setTimer(
              Math.max(1, fault.millis()), timer -> context.request().connection().close());
      case CUT, LOST_ANSWER -> context.request().connection().close();
      case SLOW -> vertx.setTimer(Math.max(1, fault.millis()), timer -> send(context, reply));
      case GARBAGE -> send(context, json(new byte[] {(byte) 0xff, 0x00, 0x7b, 0x22, (byte) 0xc3}));
      case HTML ->
          send(
              context,
              new Reply(
                  fault.status(),
                  "text/html",
                  Map.of(),
                  "<!DOCTYPE html><html><body><h1>We'll be back soon</h1></body></html>"
                      .getBytes(StandardCharsets.UTF_8)));
      case REDIRECT ->
          send(
              context,
              new Reply(
                  fault.status() == 500 ? 307 : fault.status(),
                  "text/plain",
                  Map.of("Location", fault.body().isEmpty() ? "/elsewhere" : fault.body()),
                  new byte[0]));
      case HUGE -> huge(context, fault.millis());
      case GZIP_BOMB ->
          send(
              context,
              new Reply(
                  200,
                  Reply.JSON_TYPE,
                  Map.of("Content-Encoding", "gzip"),
                  Oversize.zipped(fault.millis())));
      case TRUNCATED -> send(context, json(java.util.Arrays.copyOf(good, good.length / 2)));
      case WRONG_LENGTH, NO_REASONS, SKIPPED, ROW_STATUS, OTHER_IDS, ALTERED ->
          send(context, json(AlteredAnswer.by(fault, good)));
      default -> send(context, reply);
    }
  }

  private static void huge(RoutingContext context, int megabytes) {
    HttpServerResponse response = context.response().putHeader("Content-Type", Reply.JSON_TYPE);
    response.setChunked(true);
    Buffer part = Buffer.buffer(Oversize.blanks());
    for (int i = 0; i < megabytes; i++) response.write(part);
    response.end();
  }

  private static Reply json(byte[] bytes) {
    return new Reply(200, Reply.JSON_TYPE, Map.of(), bytes);
  }

  /** Answers the control door. */
  void control(RoutingContext context) {
    Map<String, String> query = new LinkedHashMap<>();
    context.queryParams().forEach(query::put);
    Buffer body = context.body().buffer();
    try {
      JsonNode json =
          body == null || body.length() == 0
              ? JSON.createObjectNode()
              : JSON.readTree(body.getBytes());
      String path = context.request().path().replaceFirst("^/sandbox/?", "");
      Object answer = door.answer(context.request().method().name(), path, query, json);
      send(context, json(JSON.writeValueAsBytes(answer)));
    } catch (Refusal refusal) {
      int status = refusal.code().equals("404") ? 404 : 400;
      Reply words = Reply.failure(refusal);
      send(context, new Reply(status, words.type(), words.headers(), words.bytes()));
    } catch (IOException e) {
      send(context, Reply.text(400, "The body is not JSON: " + e.getMessage()));
    }
  }

  private static void send(RoutingContext context, Reply reply) {
    HttpServerResponse response = context.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(reply.status()).putHeader("Content-Type", reply.type());
    reply.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(reply.bytes()));
  }

  /** Answers what nobody foresaw: a body too large, a path that is nowhere. */
  void failed(RoutingContext context) {
    if (context.failure() != null) {
      LOG.error("answering {}", context.request().path(), context.failure());
      send(context, Reply.failure(new Refusal("611", "System error")));
    } else if (context.statusCode() == 404) {
      send(context, Reply.failure(new Refusal("610", "Requested resource not found")));
    } else {
      send(context, Reply.text(context.statusCode(), ""));
    }
  }
}
