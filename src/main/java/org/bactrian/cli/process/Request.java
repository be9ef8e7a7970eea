package org.bactrian.cli.process;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What a caller asks of a running process.
 *
 * @param version of the caller's program
 * @param arguments as they were typed; none asks only who answers
 * @param settings that were given on the command line, by their names
 * @param columns the width of the caller's terminal; 0 where there is none
 * @param charset of the caller's output
 */
record Request(
    String version,
    List<String> arguments,
    Map<String, String> settings,
    int columns,
    String charset) {

  /**
   * Who answers.
   *
   * @param pid its process id
   * @param database that it has open, without secrets
   */
  record Answer(long pid, String version, String database) {

    byte[] bytes() throws IOException {
      return JSON.writeValueAsBytes(this);
    }

    /** Whether other processes may have it open as well. */
    boolean isShared() {
      return !database.startsWith("jdbc:h2:");
    }

    static Answer read(byte[] bytes) throws IOException {
      return JSON.readValue(bytes, Answer.class);
    }
  }

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  Request {
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
    settings = settings == null ? Map.of() : Map.copyOf(settings);
  }

  byte[] bytes() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  static Request read(byte[] bytes) throws IOException {
    Request request = JSON.readValue(bytes, Request.class);
    if (request == null) throw new IOException("the request is null");
    return request;
  }
}
