package io.hotpair.jolokia;

import org.jolokia.core.api.LogHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jolokia's words in the agent's log. */
final class JolokiaLog implements LogHandler {
  private static final Logger LOG = LoggerFactory.getLogger("io.hotpair.jolokia.library");

  @Override
  public void debug(String message) {
    LOG.debug(message);
  }

  @Override
  public void info(String message) {
    LOG.debug(message);
  }

  @Override
  public void error(String message, Throwable cause) {
    LOG.warn(message, cause);
  }

  // Jolokia's debugging writes whole requests and answers: no secret is in them, but no reader
  // either.
  @Override
  public boolean isDebug() {
    return false;
  }
}
