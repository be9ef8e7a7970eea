package org.bactrian.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Requests that are sent as they are written: no client puts their path in order. */
record RawHttp(int port) {

  private static final int PATIENCE = 30_000;

  /**
   * An answer.
   *
   * @param status 0 if the connection was closed without one
   */
  record Answer(int status, String head, String body) {

    static Answer of(String text) {
      if (!text.startsWith("HTTP/1.")) return new Answer(0, text, "");
      int end = text.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
    }

    Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }

  Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  /** Sends something, and reads until the other side closes. */
  Answer send(String request) {
    try (Socket socket = connect()) {
      write(socket, request);
      return read(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  static Answer read(Socket socket) throws IOException {
    return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** A request without a body, after which the connection is closed. */
  String get(String method, String target) {
    return "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
        .formatted(method, target, port);
  }
}
