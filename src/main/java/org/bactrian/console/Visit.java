package org.bactrian.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.bactrian.audit.Actor;

/** One request of a person, and the answer to it. */
public final class Visit {

  /** The exchange property that carries it. */
  public static final String PROPERTY = "visit";

  private static final String LANGUAGE = "language";
  private static final Duration YEAR = Duration.ofDays(365);

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Pages pages;
  private final InetAddress address;
  private final Language language;
  private Exchange exchange;
  private Map<String, String> query;
  private Form form = Form.EMPTY;
  private String visitor = "";
  private boolean loggedIn;

  private Visit(RoutingContext context, Pages pages, InetAddress address) {
    this.context = context;
    this.request = context.request();
    this.response = context.response();
    this.pages = pages;
    this.address = address;
    this.language =
        cookie(LANGUAGE)
            .flatMap(Language::tagged)
            .orElseGet(() -> Language.accepted(request.getHeader("Accept-Language")));
  }

  /**
   * Begins a visit.
   *
   * @param address where it came from
   */
  public static Visit begin(RoutingContext context, Pages pages, InetAddress address) {
    Visit visit = new Visit(context, pages, address);
    context.put(PROPERTY, visit);
    return visit;
  }

  /** The visit that a request is about. */
  public static Visit of(RoutingContext context) {
    return context.get(PROPERTY);
  }

  /** The visit that a route answers. */
  public static Visit of(Exchange route) {
    return route.getProperty(PROPERTY, Visit.class);
  }

  /** Lets a route answer from now on. */
  public void answeredBy(Exchange route) {
    exchange = route;
    exchange.setProperty(PROPERTY, this);
  }

  /** Keeps what a handler found out, for the route. */
  public void keep(Object found) {
    context.put(found.getClass().getName(), found);
  }

  /** What a handler found out. */
  public <T> Optional<T> kept(Class<T> type) {
    return Optional.ofNullable(context.get(type.getName()));
  }

  /** Says who it is, as the gate found out. */
  public void admit(String visitor, boolean loggedIn) {
    this.visitor = visitor;
    this.loggedIn = loggedIn;
  }

  public String method() {
    return request.method().name();
  }

  /** Its path, without the query. */
  public String path() {
    return request.path();
  }

  /** Its path and query. */
  public String target() {
    return request.uri();
  }

  /** The host and port that the browser asked for, or null; HTTP/2 has no Host header. */
  public String host() {
    return request.authority() == null ? null : request.authority().toString();
  }

  /** A part of its path, counted from 0; empty where there is none. */
  public String segment(int index) {
    String[] segments = path().substring(1).split("/");
    return index < segments.length ? segments[index] : "";
  }

  /** Where it came from, as the network or a trusted proxy has it. */
  public String address() {
    return address.getHostAddress();
  }

  /** The same, to reckon with. */
  public InetAddress inetAddress() {
    return address;
  }

  /** Who this is to the audit trail. */
  public Actor actor() {
    return Actor.console(address());
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue);
  }

  /** A value of its query; empty where there is none. */
  public String query(String name) {
    if (query == null) query = Form.parse(request.query() == null ? "" : request.query());
    return query.getOrDefault(name, "");
  }

  /** Takes the form that it brought. */
  public void bring(Form brought) {
    form = brought;
  }

  /** The form that it brought. */
  public Form form() {
    return form;
  }

  /** The name by which a browser is known between its requests; a secret. */
  public String visitor() {
    return visitor;
  }

  public boolean isLoggedIn() {
    return loggedIn;
  }

  public Language language() {
    return language;
  }

  /** Remembers another language for this browser. */
  public void speak(Language other) {
    setCookie(LANGUAGE, other.tag(), Optional.of(YEAR), "Lax", "/");
  }

  /**
   * Sets a cookie that scripts can't read.
   *
   * @param life how long it lives; empty for as long as the browser is open
   * @param sameSite Strict, or Lax for what a redirect from another site must bring back
   */
  public void setCookie(
      String name, String value, Optional<Duration> life, String sameSite, String path) {
    response
        .headers()
        .add(
            "Set-Cookie",
            "%s=%s; Path=%s; HttpOnly; SameSite=%s%s%s"
                .formatted(
                    name,
                    value,
                    path,
                    sameSite,
                    pages.isEncrypted() ? "; Secure" : "",
                    life.map(l -> "; Max-Age=" + l.toSeconds()).orElse("")));
  }

  /** Answers with a page. */
  public void page(String template, Object view) {
    page(200, template, view);
  }

  /** Answers with a page of another status than 200. */
  public void page(int status, String template, Object view) {
    String html = pages.render(template, new Frame(pages, this), view);
    header("Cache-Control", "no-store");
    reply(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with JSON. */
  public void json(String json) {
    header("Cache-Control", "no-store");
    reply(200, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with a file that never changes. */
  void file(String type, byte[] content, boolean zipped) {
    header("Cache-Control", "public, max-age=31536000, immutable");
    header("Vary", "Accept-Encoding");
    if (zipped) header("Content-Encoding", "gzip");
    reply(200, type, content);
  }

  /** Answers with a file to keep, made while it is sent. */
  public void download(String type, String name, InputStream content) {
    header("Cache-Control", "no-store");
    header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    reply(200, type, new byte[0]);
    exchange.getMessage().setBody(content);
  }

  /** Answers that there is nothing new. */
  public void nothing() {
    header("Cache-Control", "no-store");
    reply(204, "text/plain", null);
  }

  /** Sends the browser to another page. */
  public void redirect(String page) {
    header("Cache-Control", "no-store");
    header("Location", page);
    reply(303, "text/plain", new byte[0]);
  }

  /** Adds a header to the answer. */
  public void header(String name, String value) {
    response.putHeader(name, value);
  }

  private void reply(int status, String type, byte[] body) {
    if (exchange != null) {
      Message message = exchange.getMessage();
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
      message.setHeader(Exchange.CONTENT_TYPE, type);
      message.setBody(body);
    } else if (!response.ended()) {
      header("Content-Type", type);
      response.setStatusCode(status).end(body == null ? Buffer.buffer() : Buffer.buffer(body));
    }
  }
}
