package org.healthhut.kiosk.inlet;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import org.healthhut.bytes.Bytes;
import org.healthhut.device.gatt.GattFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a meter's request is answered.
 *
 * <pre>
 * POST /values?n=COUNTER         bytes as the meter's own format has them
 * POST /values/2a35?n=COUNTER    the value of a Bluetooth LE characteristic, by its short number
 * </pre>
 *
 * One request is one value, and its counter is above all that came before; 1 to 18 digits. 2.04 it
 * is with the driver; 4.09 a counter that was used, with the last one in the payload; 5.03 not now,
 * the same again later; 5.00 the counter could not be kept.
 */
final class CoapValues implements MessageDeliverer {
  private static final Logger log = LoggerFactory.getLogger(CoapValues.class);
  private static final Pattern PATH = Pattern.compile("values(?:/([0-9a-f]{4}))?");
  private static final Pattern COUNTER = Pattern.compile("n=(\\d{1,18})");
  private static final int AGAIN_AFTER_SECONDS = 5;

  private final Map<String, MeterPorts.Meter> meters;
  private final Counters counters;
  private final Executor counting;

  CoapValues(Map<String, MeterPorts.Meter> meters, Counters counters, Executor counting) {
    this.meters = meters;
    this.counters = counters;
    this.counting = counting;
  }

  /** On Californium's thread: never waits. */
  @Override
  public void deliverRequest(Exchange exchange) {
    var request = exchange.getRequest();
    var path = PATH.matcher(request.getOptions().getUriPathString());
    var query = COUNTER.matcher(request.getOptions().getUriQueryString());
    var meter = meter(request);
    var payload = request.getPayload();
    if (!path.matches()) {
      exchange.sendResponse(new Response(ResponseCode.NOT_FOUND));
    } else if (request.getCode() != Code.POST) {
      exchange.sendResponse(new Response(ResponseCode.METHOD_NOT_ALLOWED));
    } else if (meter == null) {
      exchange.sendResponse(new Response(ResponseCode.FORBIDDEN));
    } else if (!query.matches() || payload == null || payload.length == 0) {
      exchange.sendResponse(
          saying(ResponseCode.BAD_REQUEST, "a value has bytes and a counter as ?n=17"));
    } else if (payload.length
        > (path.group(1) == null ? CoapInlet.VALUE_BYTES_MAX : GattFrame.VALUE_MAX)) {
      exchange.sendResponse(new Response(ResponseCode.REQUEST_ENTITY_TOO_LARGE));
    } else {
      var bytes = Bytes.copyOf(payload);
      var value =
          path.group(1) == null
              ? bytes
              : new GattFrame(Integer.parseInt(path.group(1), 16), bytes).envelope();
      long counter = Long.parseLong(query.group(1));
      try {
        counting.execute(() -> exchange.sendResponse(taken(meter, counter, value)));
      } catch (RejectedExecutionException _) {
        exchange.sendResponse(later());
      }
    }
  }

  private static @Nullable String meter(Request request) {
    return request.getSourceContext().getPeerIdentity() instanceof PreSharedKeyIdentity shared
        ? shared.getIdentity()
        : null;
  }

  /**
   * The counter is kept before the value goes on: a kiosk that loses its power between the two has
   * lost a value that nobody was told of, and cannot be given it twice.
   */
  private Response taken(String identity, long counter, Bytes value) {
    var meter = meters.get(identity);
    if (meter == null) {
      return new Response(ResponseCode.FORBIDDEN);
    }
    try {
      OptionalLong last = counters.last(identity);
      if (last.isPresent() && counter <= last.getAsLong()) {
        log.atWarn()
            .addKeyValue("meter", identity)
            .addKeyValue("counter", counter)
            .addKeyValue("last", last.getAsLong())
            .log("value.replayed");
        return saying(ResponseCode.CONFLICT, "last=" + last.getAsLong());
      }
      if (!meter.mailbox().hasRoom()) {
        return later();
      }
      counters.remember(identity, counter);
    } catch (IOException e) {
      log.atError()
          .addKeyValue("meter", identity)
          .addKeyValue("cause", String.valueOf(e.getMessage()))
          .log("counter.notKept");
      return new Response(ResponseCode.INTERNAL_SERVER_ERROR);
    }
    // This thread alone puts something in, and there was room.
    meter.mailbox().put(value);
    return new Response(ResponseCode.CHANGED);
  }

  private static Response later() {
    var response = new Response(ResponseCode.SERVICE_UNAVAILABLE);
    response.getOptions().setMaxAge(AGAIN_AFTER_SECONDS);
    return response;
  }

  private static Response saying(ResponseCode code, String why) {
    var response = new Response(code);
    response.setPayload(why);
    return response;
  }

  @Override
  public void deliverResponse(Exchange exchange, Response response) {
    // The kiosk asks meters nothing.
  }
}
