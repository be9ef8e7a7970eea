package org.bactrian.sandbox.salesforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bactrian.local.Http;

/** A browser without scripts: it keeps cookies, follows redirects within a site, sends forms. */
final class Browser {
  private static final Pattern FORM = Pattern.compile("<form.*?</form>", Pattern.DOTALL);
  private static final Pattern INPUT = Pattern.compile("<(?:input|button)[^>]*>");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = Http.builder().cookieHandler(cookies).build();
  private final String site;

  Browser(String site) {
    this.site = site;
  }

  /** What the browser shows: a page of the site, or the callback it was sent to. */
  record Page(int status, URI url, String html, HttpHeaders headers, List<String> cookies) {

    String heading() {
      return between("<h1>", "</h1>");
    }

    /** What the page complains of, or an empty text. */
    String trouble() {
      Matcher trouble = Pattern.compile("<p id=\"(?:trouble|error)\"[^>]*>([^<]*)<").matcher(html);
      return trouble.find() ? trouble.group(1).replace("&#39;", "'").replace("&amp;", "&") : "";
    }

    private String between(String from, String to) {
      int start = html.indexOf(from);
      return start < 0 ? "" : html.substring(start + from.length(), html.indexOf(to, start));
    }

    Map<String, String> query() {
      Map<String, String> query = new LinkedHashMap<>();
      for (String pair : String.valueOf(url.getRawQuery()).split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(
            parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
      return query;
    }
  }

  Page open(String path) {
    return send(request(path).GET().build());
  }

  /** Presses a button of a page, with its form's hidden fields and these as name and value. */
  Page press(Page page, String button, String... fields) {
    Matcher forms = FORM.matcher(page.html());
    while (forms.find()) {
      String form = forms.group();
      if (form.contains("id=\"" + button + "\"")) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(form);
        while (inputs.find()) {
          String input = inputs.group();
          boolean sent = input.contains("hidden") || input.contains("id=\"" + button + "\"");
          if (sent && !attribute(input, "name").isEmpty()) {
            values.put(attribute(input, "name"), attribute(input, "value"));
          }
        }
        for (int i = 0; i < fields.length; i += 2) {
          values.put(fields[i], fields[i + 1]);
        }
        return post(attribute(form, "action"), form(values));
      }
    }
    throw new AssertionError("no button " + button + " on " + page.html());
  }

  private static String attribute(String tag, String name) {
    Matcher attribute = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag);
    return attribute.find() ? attribute.group(1) : "";
  }

  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  Page post(String path, String form) {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  void forgetCookies() {
    cookies.getCookieStore().removeAll();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(site).resolve(path)).timeout(Duration.ofSeconds(30));
  }

  Page send(HttpRequest request) {
    try {
      List<String> cookies = new ArrayList<>();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      cookies.addAll(answer.headers().allValues("Set-Cookie"));
      String location = answer.headers().firstValue("Location").orElse("");
      while (location.startsWith("/")) {
        answer = http.send(request(location).build(), BodyHandlers.ofString());
        cookies.addAll(answer.headers().allValues("Set-Cookie"));
        location = answer.headers().firstValue("Location").orElse("");
      }
      URI url = location.isEmpty() ? answer.uri() : URI.create(location);
      return new Page(answer.statusCode(), url, answer.body(), answer.headers(), cookies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
