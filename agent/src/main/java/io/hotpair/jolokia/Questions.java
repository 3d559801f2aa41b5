package io.hotpair.jolokia;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jolokia.json.JSONArray;
import org.jolokia.json.JSONObject;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.BadRequestException;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.request.JolokiaRequestFactory;
import org.jolokia.server.core.request.ProcessingParameters;
import org.jolokia.server.core.service.api.JolokiaContext;

/**
 * Jolokia, asked one request after the other. What one is answered is written before the next is
 * asked, whoever asks it, so that no more than one answer is held as objects, and readers leave a
 * processor to the agent. A list of requests is answered as far as there is room.
 */
final class Questions extends HttpRequestHandler {
  /** As many orders as wait for the journal's disk at once. */
  private static final int MOST_ORDERS = 4;

  private static final int TOO_LARGE = 413;

  private final Turns reads = new Turns(1);
  private final Turns orders = new Turns(MOST_ORDERS);

  /** Questions to a running Jolokia. */
  Questions(JolokiaContext context) {
    super(context);
  }

  /** Answers a GET: the request is in the path. */
  void get(String uri, String path, Map<String, String[]> parameters, Answer answer)
      throws Exception {
    if (!reads.take(() -> fits(handleGetRequest(uri, path, parameters), answer))) {
      answer.finish();
      write(tooLong(), answer);
    }
  }

  /** Answers a POST: the request, or a list of them, is the body. */
  void post(RequestBody body, Map<String, String[]> parameters, Answer answer) throws Exception {
    ProcessingParameters processing = getProcessingParameter(parameters);
    switch (body.json()) {
      case JSONArray list ->
          list(JolokiaRequestFactory.createPostRequests(list, processing), answer);
      case JSONObject one -> {
        JolokiaRequest request = JolokiaRequestFactory.createPostRequest(one, processing);
        if (!isAnswered(request, body.isOrder() ? orders : reads, answer)) {
          answer.finish();
          write(tooLong(), answer);
        }
      }
      case Object other -> throw new BadRequestException("a request is a JSON object");
    }
  }

  // The first that is too long ends it: whatever came after it would cost as much again.
  private void list(List<JolokiaRequest> requests, Answer answer) throws Exception {
    boolean hasRoom = true;
    byte before = '[';
    if (requests.isEmpty()) {
      answer.put(before);
    }
    for (JolokiaRequest request : requests) {
      answer.put(before);
      if (hasRoom && !isAnswered(request, reads, answer)) {
        hasRoom = false;
        answer.finish();
      }
      if (!hasRoom) {
        write(tooLong(), answer);
      }
      before = ',';
    }
    answer.put((byte) ']');
  }

  // A turn is for one of a list, too: the others' requests come in between.
  private boolean isAnswered(JolokiaRequest request, Turns turns, Answer answer) throws Exception {
    return turns.take(() -> fits(executeRequest(request), answer));
  }

  private static boolean fits(JSONStructure value, Answer answer) throws IOException {
    int length = answer.length();
    try {
      write(value, answer);
      return true;
    } catch (Answer.TooLongException tooLong) {
      answer.truncate(length);
      return false;
    }
  }

  private static void write(JSONStructure value, Answer answer) throws IOException {
    new JsonText(answer).value(value);
  }

  private JSONObject tooLong() {
    return getErrorJSON(TOO_LARGE, new Answer.TooLongException(), null);
  }

  @Override
  protected JSONObject getErrorJSON(int status, Throwable error, JolokiaRequest request) {
    boolean isTooWide = error instanceof WideRequests.TooWideException;
    return super.getErrorJSON(isTooWide ? TOO_LARGE : status, error, request);
  }
}
