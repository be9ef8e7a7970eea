package org.bactrian.sandbox.marketo.bulk;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The parts of a multipart body, by name; Adobe's samples send parameters as parts too. */
record Upload(Exchange call, Map<String, byte[]> parts) {

  /** Takes a body apart: 612 when it is not multipart, 613 when it can't be read. */
  static Upload of(Exchange call) throws Refusal {
    String type = call.request().getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
      throw new Refusal("612", "Invalid Content Type, use multipart/form-data");
    }
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1,
            HttpMethod.POST,
            "/",
            Unpooled.wrappedBuffer(call.body().getBytes()));
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    if (!HttpPostRequestDecoder.isMultipart(request)) {
      throw new Refusal("613", "Invalid Multipart Request: there is no boundary");
    }
    try {
      return new Upload(call, parts(request));
    } catch (HttpPostRequestDecoder.ErrorDataDecoderException | IOException e) {
      throw new Refusal("613", "Invalid Multipart Request");
    }
  }

  private static Map<String, byte[]> parts(DefaultFullHttpRequest request) throws IOException {
    HttpPostRequestDecoder decoder =
        new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
    try {
      Map<String, byte[]> parts = new HashMap<>();
      for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
        if (part instanceof HttpData data) {
          parts.put(data.getName(), data.get());
        }
      }
      return parts;
    } finally {
      decoder.destroy();
      request.release();
    }
  }

  /** A parameter of the query or, when it is not there, a part; null when it is nowhere. */
  String text(String name) {
    String query = call.text(name);
    byte[] part = parts.get(name);
    return query != null || part == null || part.length == 0
        ? query
        : new String(part, StandardCharsets.UTF_8);
  }

  /** A parameter that must be there. */
  String need(String name) throws Refusal {
    String value = text(name);
    return value == null ? call.need(name) : value;
  }

  /** The bytes of the file. */
  byte[] file() throws Refusal {
    byte[] file = parts.get("file");
    if (file == null) {
      throw new Refusal("1002", "Missing value for required parameter 'file'");
    }
    if (file.length == 0) {
      throw new Refusal("1003", "Empty file");
    }
    return file;
  }
}
