package org.bactrian.marketo.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;

/** The bytes of an answer, of which no more are taken than memory has room for. */
final class BoundedBody implements BodySubscriber<byte[]> {

  private static final int MEGABYTE = 1 << 20;

  /** The most bytes of an answer, unzipped: 64 MB, or a sixth of a small heap. */
  static final int MOST =
      (int) Math.min(64L * MEGABYTE, Math.max(4L * MEGABYTE, Runtime.getRuntime().maxMemory() / 6));

  /** An answer is longer than {@link #MOST}. */
  static final class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("more than " + MOST / MEGABYTE + " MB");
    }
  }

  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Flow.Subscription subscription;

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (body.isDone()) return;
    for (ByteBuffer buffer : buffers) {
      if (bytes.size() + buffer.remaining() > MOST) {
        subscription.cancel();
        body.completeExceptionally(new TooLarge());
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.writeBytes(part);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }

  /**
   * Unzips, no further than {@link #MOST}.
   *
   * @throws TooLarge if there is more
   * @throws IOException if it is no gzip
   */
  static byte[] gunzip(byte[] zipped) throws IOException {
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      byte[] all = unzipped.readNBytes(MOST + 1);
      if (all.length > MOST) throw new TooLarge();
      return all;
    }
  }
}
