package org.healthhut.district.ingest;

import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.elements.auth.PreSharedKeyIdentity;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.healthhut.bytes.Bytes;
import org.healthhut.district.ask.Inquiries;
import org.healthhut.district.fleet.Blocks;
import org.healthhut.district.fleet.Commands;
import org.healthhut.district.fleet.Fleet;
import org.healthhut.wire.Codec;
import org.healthhut.wire.Down;
import org.healthhut.wire.KioskId;
import org.healthhut.wire.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each request is answered. Called on Californium's threads, which it never keeps: taking in
 * is the workers' business, and so is the answer after the commit.
 *
 * <pre>
 * POST /hut/v1/{kiosk}/up     2.04 with a Down; 4.00 no batch of this kiosk (kept in quarantine)
 * POST /hut/v1/{kiosk}/ask    2.05 with the answer; 4.00 no question of this kiosk, or too many
 * PUT  /hut/v1/{kiosk}/state  2.04, with a Down when there are commands; 4.00 not understood
 * each                        4.03 another kiosk's path, or a kiosk that is blocked; 4.13 too long; 4.15 not CBOR;
 *                             5.03 not now, the same again later (Max-Age says when)
 * </pre>
 */
final class CoapRequests implements MessageDeliverer {
  private static final Logger log = LoggerFactory.getLogger(CoapRequests.class);

  /**
   * Messages of one kiosk that wait or are being taken in. One that sends side by side is told to
   * come again, so that it cannot crowd out the others.
   */
  private static final int PER_KIOSK_MAX = 4;

  private static final int AGAIN_AFTER_SECONDS = 30;
  private static final int NO_CONTENT_FORMAT = -1;

  private final Ingest ingest;
  private final Inquiries inquiries;
  private final KioskStates states;
  private final Commands commands;
  private final Blocks blocks;
  private final Executor workers;

  /** Kiosks that have something under way; never more than the workers' queue holds. */
  private final ConcurrentHashMap<KioskId, Integer> underWay = new ConcurrentHashMap<>();

  CoapRequests(Ingest ingest, Inquiries inquiries, Fleet fleet, Executor workers) {
    this.ingest = ingest;
    this.inquiries = inquiries;
    this.states = new KioskStates(fleet);
    this.commands = fleet.commands();
    this.blocks = fleet.blocks();
    this.workers = workers;
  }

  @Override
  public void deliverRequest(Exchange exchange) {
    var request = exchange.getRequest();
    var path = request.getOptions().getUriPathString();
    var kiosk = Topics.kioskOf(path);
    var peer = kiosk(request.getSourceContext().getPeerIdentity());
    if (kiosk.isEmpty()) {
      exchange.sendResponse(new Response(ResponseCode.NOT_FOUND));
    } else if (!kiosk.equals(peer)) {
      log.atWarn()
          .addKeyValue("kiosk", peer.map(KioskId::value).orElse("none"))
          .addKeyValue("path", kiosk.get())
          .log("request.forbidden");
      exchange.sendResponse(new Response(ResponseCode.FORBIDDEN));
    } else if (path.equals(Topics.up(kiosk.get()))) {
      deliver(exchange, kiosk.get(), Code.POST, this::up);
    } else if (path.equals(Topics.ask(kiosk.get()))) {
      deliver(exchange, kiosk.get(), Code.POST, this::ask);
    } else if (path.equals(Topics.state(kiosk.get()))) {
      deliver(exchange, kiosk.get(), Code.PUT, this::state);
    } else {
      exchange.sendResponse(new Response(ResponseCode.NOT_FOUND));
    }
  }

  /** The machine that the handshake has proved to be there; empty when it is no kiosk. */
  private static Optional<KioskId> kiosk(@Nullable Principal peer) {
    var name =
        switch (peer) {
          case X509CertPath certificate -> certificate.getCN();
          case PreSharedKeyIdentity shared -> shared.getIdentity();
          case null, default -> null;
        };
    return name != null && KioskId.valid(name) ? Optional.of(new KioskId(name)) : Optional.empty();
  }

  private interface Taking {
    Response take(KioskId kiosk, Bytes payload);
  }

  private void deliver(Exchange exchange, KioskId kiosk, Code allowed, Taking taking) {
    var request = exchange.getRequest();
    int format = request.getOptions().getContentFormat();
    if (request.getCode() != allowed) {
      exchange.sendResponse(new Response(ResponseCode.METHOD_NOT_ALLOWED));
    } else if (format != NO_CONTENT_FORMAT && format != MediaTypeRegistry.APPLICATION_CBOR) {
      exchange.sendResponse(new Response(ResponseCode.UNSUPPORTED_CONTENT_FORMAT));
    } else if (request.getPayloadSize() > CoapDtls.BODY_BYTES_MAX) {
      exchange.sendResponse(new Response(ResponseCode.REQUEST_ENTITY_TOO_LARGE));
    } else if (underWay.merge(kiosk, 1, Integer::sum) > PER_KIOSK_MAX) {
      done(kiosk);
      exchange.sendResponse(later("too much at a time"));
    } else {
      try {
        workers.execute(() -> work(exchange, kiosk, taking));
      } catch (RejectedExecutionException _) {
        done(kiosk);
        exchange.sendResponse(later("too much at a time"));
      }
    }
  }

  private void work(Exchange exchange, KioskId kiosk, Taking taking) {
    Response response;
    try {
      response =
          blocks.has(kiosk) ? blocked(kiosk) : taking.take(kiosk, payload(exchange.getRequest()));
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("kiosk", kiosk)
          .addKeyValue("cause", Failure.of(e))
          .log("message.notStored");
      response = later("the record cannot be written now");
    } finally {
      done(kiosk);
    }
    exchange.sendResponse(response);
  }

  private void done(KioskId kiosk) {
    underWay.computeIfPresent(kiosk, (_, count) -> count > 1 ? count - 1 : null);
  }

  private static Bytes payload(Request request) {
    var payload = request.getPayload();
    return payload == null ? Bytes.EMPTY : Bytes.copyOf(payload);
  }

  private Response up(KioskId kiosk, Bytes payload) {
    return switch (ingest.take(kiosk, payload)) {
      case Receipt.Answered(var ack) -> taken(new Down(ack, commands(kiosk)));
      case Receipt.Refused(String why) -> refused(why);
      case Receipt.Deferred(String why) -> later(why);
    };
  }

  private Response ask(KioskId kiosk, Bytes payload) {
    return inquiries
        .answer(kiosk, payload)
        .map(answer -> saying(ResponseCode.CONTENT, answer))
        .orElseGet(() -> refused("this question is not answered"));
  }

  private Response state(KioskId kiosk, Bytes payload) {
    if (!states.take(kiosk, payload, false)) {
      return refused("this state is not understood");
    }
    return commands
        .dueNow(kiosk)
        .map(CoapRequests::taken)
        .orElseGet(() -> new Response(ResponseCode.CHANGED));
  }

  /** The batch is committed, so its acknowledgement waits for no command. */
  private List<String> commands(KioskId kiosk) {
    try {
      return commands.dueNow(kiosk).map(Down::commands).orElse(List.of());
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("kiosk", kiosk)
          .addKeyValue("cause", Failure.of(e))
          .log("command.notSent");
      return List.of();
    }
  }

  private static Response taken(Down down) {
    return saying(ResponseCode.CHANGED, Codec.encode(down));
  }

  private static Response saying(ResponseCode code, Bytes payload) {
    var response = new Response(code);
    response.setPayload(payload.toArray());
    response.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_CBOR);
    return response;
  }

  private static Response refused(String why) {
    var response = new Response(ResponseCode.BAD_REQUEST);
    response.setPayload(why);
    return response;
  }

  private static Response blocked(KioskId kiosk) {
    log.atWarn().addKeyValue("kiosk", kiosk).log("kiosk.refused");
    var response = new Response(ResponseCode.FORBIDDEN);
    response.setPayload(Blocks.WHY);
    return response;
  }

  private static Response later(String why) {
    var response = new Response(ResponseCode.SERVICE_UNAVAILABLE);
    response.getOptions().setMaxAge(AGAIN_AFTER_SECONDS);
    response.setPayload(why);
    return response;
  }

  @Override
  public void deliverResponse(Exchange exchange, Response response) {
    // The district asks kiosks nothing by CoAP.
  }
}
