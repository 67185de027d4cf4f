package io.github.edvr4j.alignment;

import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Ops;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Interprets a network as another interpreter does, and keeps what the network names.
 *
 * @param <T> the other interpreter's tensor
 */
final class ProbeRecorder<T> implements Ops<T> {

  private final Ops<T> ops;
  private final Map<String, T> probes = new LinkedHashMap<>();

  ProbeRecorder(Ops<T> ops) {
    this.ops = ops;
  }

  /** The named values so far, in the order of computing. */
  Map<String, T> probes() {
    return probes;
  }

  @Override
  public T probe(String name, T x) {
    probes.put(name, x);
    return ops.probe(name, x);
  }

  @Override
  public T conv(Conv2d layer, T x) {
    return ops.conv(layer, x);
  }

  @Override
  public T deformConv(DeformConv2d layer, T x, T offset, Optional<T> mask) {
    return ops.deformConv(layer, x, offset, mask);
  }

  @Override
  public T concat(List<T> parts) {
    return ops.concat(parts);
  }

  @Override
  public T channels(T x, int from, int to) {
    return ops.channels(x, from, to);
  }

  @Override
  public T activate(Activation activation, T x) {
    return ops.activate(activation, x);
  }

  @Override
  public T add(T a, T b) {
    return ops.add(a, b);
  }

  @Override
  public T mul(T a, T b) {
    return ops.mul(a, b);
  }

  @Override
  public T scale(T x, float k) {
    return ops.scale(x, k);
  }

  @Override
  public T sumChannels(T x) {
    return ops.sumChannels(x);
  }

  @Override
  public T maxPool(T x) {
    return ops.maxPool(x);
  }

  @Override
  public T avgPool(T x) {
    return ops.avgPool(x);
  }

  @Override
  public T upsample(T x, int r) {
    return ops.upsample(x, r);
  }

  @Override
  public T pixelShuffle(T x, int r) {
    return ops.pixelShuffle(x, r);
  }
}
