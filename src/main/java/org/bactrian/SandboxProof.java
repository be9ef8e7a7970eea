package org.bactrian;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bactrian.settings.FileModes;
import org.bactrian.settings.SettingsException;

/**
 * How a simulated system proves that this user started it, whatever their data directories: it
 * knows a random token in a file, named after its port, in a folder that only the user can read.
 */
final class SandboxProof {

  private static final String HASH = "HmacSHA256";
  private static final int BYTES = 32;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Pattern NAME = Pattern.compile("sandbox-(\\d{1,5})\\.token");
  private static final SecureRandom RANDOM = new SecureRandom();

  private SandboxProof() {}

  /**
   * What answers at an address.
   *
   * @param instance which start of a simulated system
   * @param proven whether this user started it
   */
  record Answer(String instance, boolean proven) {}

  /** Leaves a new token for a port where this user's other processes find it. */
  static byte[] leave(int port) {
    byte[] token = random();
    int left = 0;
    for (Path folder : folders()) {
      try {
        Path file = FileModes.folder(folder).resolve(name(port));
        clear(folder);
        Files.deleteIfExists(file);
        Files.writeString(
            Files.createFile(file, FileModes.ofFile()), HexFormat.of().formatHex(token));
        left++;
      } catch (IOException | SettingsException e) {
        // Another of the folders may do.
      }
    }
    if (left == 0) {
      throw new SettingsException(
          "starting the sandbox: none of %s can be written, where it leaves what proves it to other processes"
              .formatted(folders()));
    }
    return token;
  }

  /** Deletes the tokens of sandboxes that ended without taking theirs back. */
  private static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> tokens = Files.newDirectoryStream(folder, name("*"))) {
      for (Path token : tokens) {
        Matcher port = NAME.matcher(token.getFileName().toString());
        if (port.matches() && !isTaken(Integer.parseInt(port.group(1)))) {
          Files.deleteIfExists(token);
        }
      }
    }
  }

  /** Every sandbox listens on this address, before it leaves its token. */
  private static boolean isTaken(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Takes the token of a port back. */
  static void remove(int port) {
    for (Path folder : folders()) {
      try {
        Files.deleteIfExists(folder.resolve(name(port)));
      } catch (IOException e) {
        // It is worth nothing without its sandbox.
      }
    }
  }

  private static String name(Object port) {
    return "sandbox-" + port + ".token";
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && Files.isDirectory(Path.of(runtime))) {
      folders.add(Path.of(runtime, "bactrian"));
    }
    Path home = Path.of(System.getProperty("user.home", ""));
    if (home.isAbsolute() && Files.isWritable(home)) folders.add(home.resolve(".bactrian"));
    if (folders.isEmpty()) {
      String user = System.getProperty("user.name", "").replaceAll("\\W", "_");
      folders.add(Path.of(System.getProperty("java.io.tmpdir"), "bactrian-" + user));
    }
    return folders;
  }

  /** Asks what answers at an address; empty if it is no simulated system. */
  static Optional<Answer> ask(String url) {
    if (url.endsWith(":0")) return Optional.empty();
    String challenge = HexFormat.of().formatHex(random());
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(url + "/sandbox/instance?challenge=" + challenge))
                      .timeout(TIMEOUT)
                      .build(),
                  HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != 200) return Optional.empty();
      String proof = answer.headers().firstValue("Sandbox-Proof").orElse("");
      int port = URI.create(url).getPort();
      String text = port + "\n" + challenge + "\n" + answer.body();
      return Optional.of(new Answer(answer.body(), isProof(port, text, proof)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean isProof(int port, String text, String proof) {
    for (Path folder : folders()) {
      Path file = folder.resolve(name(port));
      if (!Files.isRegularFile(file)) continue;
      try {
        FileModes.requireSecret(file, "the sandbox's token");
        byte[] token = HexFormat.of().parseHex(Files.readString(file).strip());
        Mac mac = Mac.getInstance(HASH);
        mac.init(new SecretKeySpec(token, HASH));
        byte[] right = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        if (MessageDigest.isEqual(right, HexFormat.of().parseHex(proof))) return true;
      } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
        // It proves nothing.
      }
    }
    return false;
  }

  private static byte[] random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
