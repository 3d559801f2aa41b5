package io.hotpair.jolokia;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What an {@code Authorization} header of the scheme Basic says (RFC 7617).
 *
 * @param user the user's name
 * @param password as given
 */
record BasicCredentials(String user, byte[] password) {
  private static final String SCHEME = "basic ";

  /** Reads a header; empty if it is missing, of another scheme, or broken. */
  static Optional<BasicCredentials> of(String header) {
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      return Optional.empty();
    }
    try {
      return split(Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static Optional<BasicCredentials> split(byte[] words) {
    for (int colon = 0; colon < words.length; colon++) {
      if (words[colon] == ':') {
        return Optional.of(
            new BasicCredentials(
                new String(words, 0, colon, StandardCharsets.UTF_8),
                Arrays.copyOfRange(words, colon + 1, words.length)));
      }
    }
    return Optional.empty();
  }
}
