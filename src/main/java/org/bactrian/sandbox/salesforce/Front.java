package org.bactrian.sandbox.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.bactrian.sandbox.salesforce.bulk.BulkApi;
import org.bactrian.sandbox.salesforce.control.CallCounts;
import org.bactrian.sandbox.salesforce.control.ControlDoor;
import org.bactrian.sandbox.salesforce.control.Faults;
import org.bactrian.sandbox.salesforce.control.Oversize;
import org.bactrian.sandbox.salesforce.oauth.OAuth;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.rest.DataApi;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.rest.wire.Json;
import org.bactrian.sandbox.salesforce.service.NotSimulated;
import org.bactrian.sandbox.salesforce.soap.SoapAnswer;
import org.bactrian.sandbox.salesforce.soap.SoapApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands between HTTP and the org: counting, faults, who may come in, headers. */
final class Front {
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);
  private static final String JSON = "application/json;charset=UTF-8";
  private static final String ALTERED = "altered";

  private final Vertx vertx;
  private final DataApi api;
  private final BulkApi bulk;
  private final SoapApi soap;
  private final ControlDoor door;
  private final CallCounts calls;
  private final Faults faults;
  private final Consumer<String> admission;

  Front(
      Vertx vertx,
      DataApi api,
      BulkApi bulk,
      SoapApi soap,
      ControlDoor door,
      CallCounts calls,
      Faults faults,
      Consumer<String> admission) {
    this.vertx = vertx;
    this.api = api;
    this.bulk = bulk;
    this.soap = soap;
    this.door = door;
    this.calls = calls;
    this.faults = faults;
    this.admission = admission;
  }

  /** Counts every call, and breaks those that are to be broken. */
  void meet(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = context.normalizedPath();
    if (path.startsWith("/services/data") || SoapApi.owns(path)) {
      calls.api(request.method().name(), path);
    } else if (path.startsWith("/services/oauth2")) {
      calls.token();
    }
    Faults.Fault fault = path.startsWith("/sandbox") ? null : faults.strike(path);
    if (fault == null) {
      context.next();
      return;
    }
    switch (fault.kind()) {
      case "slow" -> vertx.setTimer(Math.max(1, fault.millis()), timer -> context.next());
      case "timeout", "cut" -> lose(context, fault);
      case "altered" -> {
        context.put(ALTERED, fault);
        context.next();
      }
      case "redirect" ->
          context
              .response()
              .setStatusCode(fault.status() == 503 ? 307 : fault.status())
              .putHeader("Location", fault.body() == null ? "/elsewhere" : fault.body())
              .end();
      case "huge", "gzip-bomb" -> oversize(context, fault);
      case "garbage" ->
          raw(context, 200, fault.body() == null ? "<html><body>Down for" : fault.body());
      default -> status(context, fault);
    }
  }

  private void lose(RoutingContext context, Faults.Fault fault) {
    if (fault.after() && SoapApi.owns(context.normalizedPath())) {
      soapAnswer(context);
    } else if (fault.after()) {
      dataAnswer(context);
    }
    if (fault.kind().equals("cut")) {
      HttpServerResponse response = context.response();
      response.putHeader("Content-Type", JSON).putHeader("Content-Length", "1000");
      response.write("{\"totalSize\":").onComplete(done -> context.request().connection().close());
    }
  }

  private static void oversize(RoutingContext context, Faults.Fault fault) {
    int megabytes = (int) fault.millis();
    HttpServerResponse response = context.response().putHeader("Content-Type", JSON);
    if (fault.kind().equals("gzip-bomb")) {
      response.putHeader("Content-Encoding", "gzip").end(Buffer.buffer(Oversize.zipped(megabytes)));
      return;
    }
    response.setChunked(true);
    Buffer part = Buffer.buffer(Oversize.blanks());
    for (int i = 0; i < megabytes; i++) response.write(part);
    response.end();
  }

  private void status(RoutingContext context, Faults.Fault fault) {
    String path = context.normalizedPath();
    if (fault.body() != null) {
      raw(context, fault.status(), fault.body());
    } else if (SoapApi.owns(path)) {
      send(context, SoapApi.refused(fault.status(), path, fault.errorCode(), fault.message()));
    } else {
      send(
          context, Answer.refused(new Refusal(fault.status(), fault.errorCode(), fault.message())));
    }
  }

  private void raw(RoutingContext context, int status, String body) {
    String type = body.startsWith("<") ? "text/html;charset=UTF-8" : JSON;
    context.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
  }

  /** Answers the data API. */
  void data(RoutingContext context) {
    send(context, dataAnswer(context));
  }

  private Answer dataAnswer(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = context.normalizedPath();
    boolean open = path.equals("/services/data") || path.equals("/services/data/");
    try {
      if (!open) {
        admission.accept(OAuth.token(request.getHeader("Authorization")));
      }
      if (!open) calls.admit();
      bulk.settle();
      Call call = Call.of(request.method().name(), uri(context), body(context), request::getHeader);
      return call.path().isEmpty() || !call.path().get(0).equals("jobs")
          ? api.answer(call)
          : bulk.answer(call);
    } catch (Refusal refusal) {
      return refused(context, refusal);
    }
  }

  /** The path without doubled slashes, and the query. */
  private static String uri(RoutingContext context) {
    String query = context.request().query();
    return context.normalizedPath() + (query == null ? "" : "?" + query);
  }

  /** Answers the SOAP API. */
  void soap(RoutingContext context) {
    send(context, soapAnswer(context));
  }

  private SoapAnswer soapAnswer(RoutingContext context) {
    HttpServerRequest request = context.request();
    Buffer body = context.body().buffer();
    return soap.answer(
        request.method().name(),
        context.normalizedPath(),
        request.getHeader("Content-Type"),
        request.getHeader("SOAPAction"),
        body == null ? new byte[0] : body.getBytes());
  }

  private static void send(RoutingContext context, SoapAnswer answer) {
    context
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.contentType())
        .end(Buffer.buffer(answer.body()));
  }

  /** Answers the control door. */
  void control(RoutingContext context) {
    Answer answer;
    try {
      var result =
          door.answer(
              context.request().method().name(),
              context.normalizedPath().replaceFirst("^/sandbox/?", ""),
              body(context));
      answer = new Answer(200, json -> json.writePOJO(result), java.util.Map.of());
    } catch (Refusal refusal) {
      answer = Answer.refused(refusal);
    }
    send(context, answer);
  }

  private static JsonNode body(RoutingContext context) {
    Buffer body = context.body().buffer();
    String type = context.request().getHeader("Content-Type");
    if (body != null && type != null && type.startsWith("text/csv")) {
      return TextNode.valueOf(body.toString());
    }
    if (type != null && type.matches("multipart/.*|(application|text)/xml.*")) {
      throw new Refusal(
          415, "UNSUPPORTED_MEDIA_TYPE", "Sandbox: bodies of " + type + " are not simulated.");
    }
    return body == null ? null : Json.read(body.getBytes());
  }

  private void send(RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response().setStatusCode(answer.status());
    response.putHeader("Sforce-Limit-Info", "api-usage=" + calls.spent() + "/" + calls.allowed());
    response.putHeader("Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private");
    if (answer.status() == 401) {
      response.putHeader("WWW-Authenticate", "Token");
    }
    if (answer.body() != null) {
      response.putHeader("Content-Type", JSON);
    }
    answer.headers().forEach(response::putHeader);
    if (answer.body() == null) {
      response.end();
    } else {
      byte[] body = Json.bytes(answer.body());
      Faults.Fault fault = context.get(ALTERED);
      response.end(Buffer.buffer(fault == null ? body : fault.altered(body)));
    }
  }

  private static Refusal refusal(int status) {
    return switch (status) {
      case 400 -> new Refusal(400, "JSON_PARSER_ERROR", "The request can't be read");
      case 413 -> new Refusal(413, "REQUEST_LIMIT_EXCEEDED", "The request is too long");
      default -> Refusal.notFound();
    };
  }

  /** The refusal of a call; what isn't found may be what isn't simulated. */
  private static Answer refused(RoutingContext context, Refusal refusal) {
    String method = context.request().method().name();
    return Answer.refused(
        refusal.status() == 404
            ? NotSimulated.notFound(method, context.normalizedPath(), refusal)
            : refusal);
  }

  /** Answers what nobody foresaw. */
  void failed(RoutingContext context) {
    Throwable cause = context.failure();
    if (context.response().ended() || context.response().closed()) {
      return;
    }
    int status = context.statusCode();
    if (cause instanceof Refusal refusal) {
      send(context, refused(context, refusal));
    } else if (cause == null || status >= 400 && status < 500) {
      send(context, refused(context, refusal(status)));
    } else {
      LOG.error("answering {}", context.normalizedPath(), cause);
      send(
          context,
          Answer.refused(
              new Refusal(
                  500,
                  "UNKNOWN_EXCEPTION",
                  "An unexpected error occurred. Please include this ErrorId if you contact support: sandbox")));
    }
  }
}
