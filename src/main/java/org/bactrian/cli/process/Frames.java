package org.bactrian.cli.process;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * What two processes say to each other over a socket: a byte for the kind, four for the length,
 * then so many bytes.
 */
final class Frames implements AutoCloseable {

  private static final int HEAD = 5;
  private static final int LONGEST = 1 << 20;

  /** What a frame is; the caller sends the first three. */
  enum Kind {
    REQUEST,
    /** A typed line, in UTF-8. */
    LINE,
    /** Nothing more will be typed. */
    END,
    /** Who answers, as JSON; the command begins. */
    ACCEPTED,
    /** Why the command can't be run here, in UTF-8. */
    REFUSED,
    OUT,
    ERR,
    /** Asks for a line. */
    ASK,
    /** Asks for a line that is not shown while it is typed. */
    ASK_HIDDEN,
    /** Asks for every line from now on, while the command does something else. */
    LISTEN,
    /** The exit code, in digits; the last frame. */
    EXIT
  }

  /** One of them. */
  record Frame(Kind kind, byte[] content) {
    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  private final SocketChannel channel;

  Frames(SocketChannel channel) {
    this.channel = channel;
  }

  /** The user at the other end. */
  String peer() {
    return Peer.name(channel);
  }

  void send(Kind kind, String text) throws IOException {
    send(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  void send(Kind kind, byte[] content) throws IOException {
    send(kind, content, 0, content.length);
  }

  synchronized void send(Kind kind, byte[] content, int from, int length) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEAD + length);
    frame.put((byte) kind.ordinal()).putInt(length).put(content, from, length).flip();
    while (frame.hasRemaining()) channel.write(frame);
  }

  /**
   * Waits for the next one.
   *
   * @throws IOException if the other side is gone, or says what is none
   */
  Frame read() throws IOException {
    ByteBuffer head = filled(HEAD);
    int kind = head.get();
    int length = head.getInt();
    if (kind < 0 || kind >= Kind.values().length || length < 0 || length > LONGEST) {
      throw new IOException("frame of kind %d with %d bytes".formatted(kind, length));
    }
    return new Frame(Kind.values()[kind], filled(length).array());
  }

  private ByteBuffer filled(int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) throw new EOFException("the other side is gone");
    }
    return buffer.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone, which is all that was wanted.
    }
  }
}
