package org.bactrian.local;

import java.net.http.HttpClient;

/**
 * The only maker of tests' HTTP clients. They speak HTTP/1.1: by default the JDK's client asks
 * every server to upgrade to HTTP/2, and now and then misreads the answer of Vert.x to that.
 */
public final class Http {

  private Http() {}

  /** A new client. */
  public static HttpClient client() {
    return builder().build();
  }

  /** A new client to be, for whoever needs more of it. */
  public static HttpClient.Builder builder() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
  }
}
