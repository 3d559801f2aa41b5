package io.hotpair.jolokia;

import io.hotpair.mbeans.PairMXBean;
import io.hotpair.mbeans.SiteMXBean;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Optional;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.RuntimeMBeanException;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaExecRequest;
import org.jolokia.server.core.request.JolokiaObjectNameRequest;
import org.jolokia.server.core.request.JolokiaReadRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.NotChangedException;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.jmx.MBeanServerAccess;
import org.jolokia.server.core.util.jmx.SingleMBeanServerAccess;
import org.jolokia.service.jmx.api.CommandHandler;
import org.jolokia.service.jmx.api.CommandHandlerManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jolokia's requests against one MBean server. Jolokia's own handler asks every MBean server of the
 * process and executes on GET, too.
 */
final class LocalRequests extends AbstractRequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRequests.class);
  private static final int ORDER = 1_000;

  private final MBeanServer server;
  private final MBeanServerAccess access;
  private final SiteMXBean site;
  private final WideRequests wide;
  private CommandHandlerManager handlers;
  private SiteReads siteReads;

  LocalRequests(MBeanServer server, SiteMXBean site) {
    super("jmx", ORDER);
    this.server = server;
    this.site = site;
    this.wide = new WideRequests(server);
    this.access = new SingleMBeanServerAccess(server);
  }

  @Override
  public void init(JolokiaContext context) {
    super.init(context);
    handlers = new CommandHandlerManager(context);
    siteReads = new SiteReads(site, server, context);
  }

  // Without a provider before the MBean's name, the request is for this one.
  @Override
  public boolean canHandle(JolokiaRequest request) {
    return !(request instanceof JolokiaObjectNameRequest named)
        || named.getProvider() == null
        || checkProvider(request);
  }

  @Override
  public <R extends JolokiaRequest> Object handleRequest(R request, Object previousResult)
      throws IOException,
          JMException,
          NotChangedException,
          BadRequestException,
          EmptyResponseException {
    if (request instanceof JolokiaExecRequest exec) {
      checkExec(exec);
    }
    wide.check(request);
    if (request instanceof JolokiaReadRequest read) {
      Optional<Object> value = siteReads.value(read);
      if (value.isPresent()) {
        return value.get();
      }
    }
    CommandHandler<R> handler = handlers.getCommandHandler(request.getType());
    try {
      return handler.handleAllServersAtOnce(request)
          ? handler.handleAllServerRequest(access, request, previousResult)
          : handler.handleSingleServerRequest(server, request);
    } catch (RuntimeMBeanException e) {
      // A client is refused in the same way here and by a pair.
      throw e.getTargetException() instanceof SecurityException refused ? refused : e;
    }
  }

  // Jolokia would execute with as many arguments as fit and take the others for a path into the
  // result.
  private void checkExec(JolokiaExecRequest exec) throws BadRequestException {
    if (exec.getHttpMethod() != HttpMethod.POST) {
      throw new SecurityException("exec is allowed by POST only");
    }
    String name = exec.getOperation().replaceFirst("\\(.*", "");
    int given = exec.getArguments() == null ? 0 : exec.getArguments().size();
    for (Method method : PairMXBean.class.getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() != given) {
        letPairRefuse(exec, name, given);
        throw new BadRequestException(
            name + " has " + method.getParameterCount() + " arguments, not " + given);
      }
    }
  }

  // Who ordered what is audited there, and nowhere else.
  private void letPairRefuse(JolokiaExecRequest exec, String name, int given) {
    if (!getJolokiaContext().isOperationAllowed(exec.getObjectName(), name)) {
      return;
    }
    String[] signature = Collections.nCopies(given, String.class.getName()).toArray(new String[0]);
    try {
      server.invoke(exec.getObjectName(), name, new Object[given], signature);
    } catch (JMException | JMRuntimeException refused) {
      LOG.debug("{} of {} arguments is refused", name, given, refused);
    }
  }

  @Override
  public void destroy() throws Exception {
    handlers.destroy();
    super.destroy();
  }
}
