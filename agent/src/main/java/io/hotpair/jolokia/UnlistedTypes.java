package io.hotpair.jolokia;

import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.request.AbstractRequestHandler;

/**
 * Comes before every other handler, and refuses the types of request that are not listed: Jolokia
 * asks for some of them only, and answers its configuration to everybody.
 */
final class UnlistedTypes extends AbstractRequestHandler {
  private static final int FIRST = Integer.MIN_VALUE;

  UnlistedTypes() {
    super("unlisted", FIRST);
  }

  @Override
  public boolean canHandle(JolokiaRequest request) {
    return !getJolokiaContext().isTypeAllowed(request.getType());
  }

  @Override
  public <R extends JolokiaRequest> Object handleRequest(R request, Object previousResult) {
    throw new SecurityException(request.getType().getName() + " is not allowed");
  }
}
