package org.bactrian.sandbox.salesforce.soap;

import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;
import org.bactrian.sandbox.salesforce.service.NotSimulated;
import org.bactrian.sandbox.salesforce.service.Sessions;

/** Everything below {@code /services/Soap}. */
public final class SoapApi {
  private static final Pattern PATH =
      Pattern.compile("/services/Soap/[uc]/(\\d{1,3}\\.\\d)(/\\w{15,18})?/?");
  private static final double OLDEST = 31;
  private static final double NEWEST = 66;

  private final Org org;
  private final Sessions sessions;
  private final LongSupplier callsSpent;
  private final LongSupplier callsADay;
  private final Map<String, Operation> operations;

  /**
   * The API of an org that has so many calls a day.
   *
   * @param sessions who is logged in
   */
  public SoapApi(Org org, Sessions sessions, LongSupplier callsSpent, LongSupplier callsADay) {
    this.org = org;
    this.sessions = sessions;
    this.callsSpent = callsSpent;
    this.callsADay = callsADay;
    operations =
        Map.of(
            "merge", new MergeCall(org),
            "undelete", new UndeleteCall(org),
            "convertLead", new ConvertCall(org),
            "getUserInfo", new UserInfoCall(org),
            "getServerTimestamp", (dialect, call, out) -> timestamp(out),
            "logout", (dialect, call, out) -> {});
  }

  /** Whether a path is one of this API's. */
  public static boolean owns(String path) {
    return path.startsWith("/services/Soap");
  }

  /**
   * Answers a call; what is refused is an answer too.
   *
   * @param contentType the header, or null
   * @param soapAction the header, or null
   */
  public SoapAnswer answer(
      String method, String path, String contentType, String soapAction, byte[] body) {
    Dialect dialect = Dialect.of(path);
    if (!method.equals("POST")) {
      return SoapAnswer.plain(405, "Only POST is allowed");
    }
    if (contentType == null || !contentType.startsWith("text/xml")) {
      return SoapAnswer.plain(415, "Unsupported Media Type");
    }
    try {
      if (soapAction == null) {
        throw Fault.client("SOAPAction HTTP header missing");
      }
      checkVersion(path);
      return answer(dialect, path, EnvelopeReader.read(body));
    } catch (Refusal refusal) {
      return Fault.of(refusal).answer(500, dialect);
    } catch (Fault fault) {
      return fault.answer(500, dialect);
    }
  }

  /** An answer that refuses a whole call. */
  public static SoapAnswer refused(int status, String path, String code, String message) {
    return Fault.of(code, message).answer(status, Dialect.of(path));
  }

  private static void checkVersion(String path) {
    Refusal refusal = NotSimulated.notFound("POST", path, null);
    if (refusal != null) {
      throw Fault.of(refusal);
    }
    if (version(path) < OLDEST || version(path) > NEWEST) {
      throw Fault.of("UNSUPPORTED_API_VERSION", "Invalid Api version specified on URL");
    }
  }

  private SoapAnswer answer(Dialect dialect, String path, Element envelope) {
    Element call =
        envelope
            .child("Body")
            .flatMap(body -> body.children().stream().findFirst())
            .orElseThrow(() -> Fault.client("The body of the envelope is empty"));
    if (!call.namespace().equals(dialect.namespace())) {
      throw unknown(call, "");
    }
    Xml xml = new Xml();
    xml.openEnvelope(dialect.namespace(), "");
    if (call.name().equals("login") && version(path) <= LoginCall.LAST_VERSION) {
      answer(new LoginCall(org, sessions, path), dialect, call, xml);
      return SoapAnswer.of(200, xml);
    }
    Operation operation = operations.get(call.name());
    if (operation == null) {
      throw unknown(call, " Sandbox: of the SOAP API only these are simulated: " + names());
    }
    String session = session(envelope);
    sessions.admit(session);
    if (callsSpent.getAsLong() > callsADay.getAsLong()) {
      throw Fault.of("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
    }
    limits(xml);
    answer(operation, dialect, call, xml);
    if (call.name().equals("logout")) {
      sessions.logOut(session);
    }
    return SoapAnswer.of(200, xml);
  }

  private static void answer(Operation operation, Dialect dialect, Element call, Xml xml) {
    xml.open("soapenv:Body");
    xml.open(call.name() + "Response");
    operation.answer(dialect, call, xml);
  }

  private void timestamp(Xml out) {
    out.open("result");
    out.text("timestamp", Instant.ofEpochMilli(org.stamps().now()));
    out.close();
  }

  private String names() {
    return "login, " + String.join(", ", new TreeSet<>(operations.keySet())) + ".";
  }

  private static Fault unknown(Element call, String more) {
    return Fault.client(
        "No operation available for request {%s}%s, please check the WSDL for the service.%s"
            .formatted(call.namespace(), call.name(), more));
  }

  private static double version(String path) {
    Matcher parts = PATH.matcher(path);
    return parts.matches() ? Double.parseDouble(parts.group(1)) : 0;
  }

  private static String session(Element envelope) {
    return envelope
        .child("Header")
        .flatMap(header -> header.child("SessionHeader"))
        .map(header -> header.text("sessionId"))
        .orElse("");
  }

  private void limits(Xml xml) {
    xml.open("soapenv:Header");
    xml.open("LimitInfoHeader");
    xml.open("limitInfo");
    xml.text("current", callsSpent.getAsLong());
    xml.text("limit", callsADay.getAsLong());
    xml.text("type", "API REQUESTS");
    xml.close();
    xml.close();
    xml.close();
  }
}
