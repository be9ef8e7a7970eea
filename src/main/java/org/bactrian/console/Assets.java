package org.bactrian.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.ExchangeProperty;

/**
 * The style sheets, scripts and pictures, from the jar and from WebJars. Each is served under the
 * hash of its content, so that browsers may keep it for ever.
 */
public final class Assets {

  private static final String OURS = "/org/bactrian/console/assets/";

  private record Asset(String type, String hash, byte[] plain, byte[] zipped) {}

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  /** Reads them all. */
  public Assets() {
    add("pico.css", webJar("picocss__pico", "css/pico.min.css"));
    add("uplot.css", webJar("uplot", "dist/uPlot.min.css"));
    add("console.css", OURS + "console.css");
    add("htmx.js", webJar("htmx.org", "dist/htmx.min.js"));
    add("uplot.js", webJar("uplot", "dist/uPlot.iife.min.js"));
    add("console.js", OURS + "console.js");
    add("bactrian.svg", OURS + "bactrian.svg");
  }

  /** Where a page finds one. */
  public String href(String name) {
    return "/assets/" + assets.get(name).hash() + "/" + name;
  }

  /** Sends one. */
  public void serve(@ExchangeProperty(Visit.PROPERTY) Visit visit) {
    Asset asset = assets.get(visit.segment(2));
    if (asset == null || !asset.hash().equals(visit.segment(1))) throw Refused.notFound();
    boolean zipped = visit.header("Accept-Encoding").orElse("").contains("gzip");
    visit.file(asset.type(), zipped ? asset.zipped() : asset.plain(), zipped);
  }

  private void add(String name, String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      byte[] plain = in.readAllBytes();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
      String hash = HexFormat.of().formatHex(digest, 0, 6);
      assets.put(name, new Asset(type(name), hash, plain, zip(plain)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] zip(byte[] plain) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(plain);
    }
    return zipped.toByteArray();
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".css" -> "text/css; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      default -> "image/svg+xml";
    };
  }

  /** A file of a WebJar, whatever its version. */
  private static String webJar(String name, String file) {
    String made = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = Assets.class.getResourceAsStream(made)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + made, e);
    }
    return "/META-INF/resources/webjars/%s/%s/%s"
        .formatted(name, properties.getProperty("version"), file);
  }
}
