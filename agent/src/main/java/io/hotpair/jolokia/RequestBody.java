package io.hotpair.jolokia;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;
import org.jolokia.server.core.request.BadRequestException;

/**
 * The body of a POST within its bounds.
 *
 * @param json one request, or a list of them
 */
record RequestBody(Object json) {
  /** The most bytes. */
  static final int MOST_BYTES = 64 * 1_024;

  /** The most requests in one body. */
  static final int MOST_REQUESTS = 64;

  /** The most levels of lists and objects. */
  static final int MOST_LEVELS = 16;

  /** A body that is too long. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    TooLongException() {
      super("a request has at most " + MOST_BYTES + " bytes");
    }
  }

  /**
   * Reads a body.
   *
   * @throws TooLongException past {@link #MOST_BYTES}
   * @throws BadRequestException if it is not JSON, or is past the other bounds
   */
  static RequestBody read(InputStream body) throws IOException, BadRequestException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new TooLongException();
    }
    Object json;
    try {
      json = new JSONParser().parse(text(bytes));
    } catch (ParseException | RuntimeException e) {
      throw new BadRequestException("the body is not JSON: " + e.getMessage());
    }
    if (json instanceof Collection<?> bulk && bulk.size() > MOST_REQUESTS) {
      throw new BadRequestException(
          bulk.size() + " requests in one body: allowed are " + MOST_REQUESTS);
    }
    if (json == null) {
      throw new BadRequestException("the body is null: a request or a list of them is needed");
    }
    requireFlat(json);
    requireRequests(json);
    return new RequestBody(json);
  }

  // RFC 8259, section 8.1. Read in another way, a name or an id would be another one.
  private static String text(byte[] bytes) throws BadRequestException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException("the body is not UTF-8");
    }
  }

  /** Whether it orders something: an order stands alone, so that it is carried out once. */
  boolean isOrder() {
    return json instanceof Map<?, ?> request && isExec(request.get("type"));
  }

  // Whoever walks the value again does so recursively: depth is stack.
  private static void requireFlat(Object json) throws BadRequestException {
    List<Object> level = List.of(json);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > MOST_LEVELS) {
        throw new BadRequestException("more than " + MOST_LEVELS + " levels of lists and objects");
      }
      level = level.stream().<Object>flatMap(RequestBody::inner).filter(Objects::nonNull).toList();
    }
  }

  private static void requireRequests(Object json) throws BadRequestException {
    for (Object request : json instanceof Collection<?> bulk ? bulk : List.of(json)) {
      if (!(request instanceof Map<?, ?> members)) {
        throw new BadRequestException("a request is a JSON object");
      }
      if (json instanceof Collection<?> && isExec(members.get("type"))) {
        // A later request that cannot be understood would take the answer of this one away.
        throw new BadRequestException("exec stands alone, not in a list");
      }
      if (members.containsKey("target")) {
        throw new BadRequestException("target: requests are not passed on to other agents");
      }
    }
  }

  private static boolean isExec(Object type) {
    return type instanceof String name && name.equalsIgnoreCase("exec");
  }

  private static Stream<?> inner(Object value) {
    return switch (value) {
      case Map<?, ?> object -> object.values().stream();
      case Collection<?> list -> list.stream();
      case Object plain -> Stream.empty();
    };
  }
}
