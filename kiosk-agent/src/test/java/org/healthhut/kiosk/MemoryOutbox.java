package org.healthhut.kiosk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.healthhut.kiosk.outbox.Outbox;
import org.healthhut.kiosk.outbox.Recovery;
import org.healthhut.kiosk.outbox.Room;
import org.healthhut.wire.Boot;
import org.healthhut.wire.Entry;
import org.healthhut.wire.KioskId;

/** Keeps entries in memory; can be told to fail, or to wait before it says that it saved. */
final class MemoryOutbox implements Outbox {
  private final List<Entry> entries = new ArrayList<>();
  private final List<CompletableFuture<Long>> held = new ArrayList<>();
  private long acknowledged;
  private boolean full;
  private boolean holding;
  private volatile Room room = Room.ENOUGH;
  private volatile Recovery recovery = Recovery.NOTHING;
  private volatile long miscounted;
  private boolean closed;
  private int refused;
  private volatile String bootId = "boot";

  @Override
  public synchronized CompletableFuture<Long> append(Entry entry) {
    if (full) {
      refused++;
      return CompletableFuture.failedFuture(new IOException("the disk is full"));
    }
    entries.add(entry);
    var future = new CompletableFuture<Long>();
    if (holding) {
      held.add(future);
    } else {
      future.complete((long) entries.size());
    }
    return future;
  }

  @Override
  public Boot boot() {
    return new Boot(new KioskId("kiosk-test"), "epoch", bootId, "sealed.key");
  }

  /** As after a start of the agent. */
  void setBoot(String id) {
    bootId = id;
  }

  /** How many entries were not kept. */
  synchronized int refused() {
    return refused;
  }

  synchronized void setFull(boolean now) {
    full = now;
  }

  /** So many more are counted than wait. */
  void miscount(long error) {
    miscounted = error;
  }

  @Override
  public Count count() {
    var standing = standing();
    return new Count(standing, standing.waiting() + miscounted);
  }

  void setRecovery(Recovery found) {
    recovery = found;
  }

  @Override
  public Recovery recovery() {
    return recovery;
  }

  void setRoom(Room now) {
    room = now;
  }

  @Override
  public Room room() {
    return room;
  }

  /** From now on nothing is said to be saved until {@link #release}. */
  synchronized void hold() {
    holding = true;
  }

  void release() {
    List<CompletableFuture<Long>> waiting;
    long last;
    synchronized (this) {
      holding = false;
      waiting = List.copyOf(held);
      held.clear();
      last = entries.size();
    }
    for (int i = 0; i < waiting.size(); i++) {
      waiting.get(i).complete(last - waiting.size() + 1 + i);
    }
  }

  synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  synchronized boolean closed() {
    return closed;
  }

  @Override
  public synchronized List<Stored> after(long seq, int limit) {
    return List.of();
  }

  @Override
  public synchronized void acknowledged(String epoch, long through) {
    acknowledged = Math.max(acknowledged, through);
  }

  @Override
  public synchronized Standing standing() {
    return new Standing("epoch", entries.size(), acknowledged);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
