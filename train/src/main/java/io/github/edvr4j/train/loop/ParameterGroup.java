package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Parameters that are trained alike. Their values lie one behind the other in one tensor, of which
 * the network's parameters are views, and so do their gradients and what the optimiser remembers: a
 * step over all of them is a handful of operations, however many parameters there are.
 */
final class ParameterGroup implements AutoCloseable {

  /** What is trained differently from the rest, by the parameters' names. */
  enum Kind {
    /** The fusion, which a training may begin with. */
    FUSION,
    /** The deformable convolutions with the convolutions that predict their offsets. */
    DEFORMABLE,
    OTHER,
    /** Of {@link #OTHER}: what makes features of frames. */
    FEATURES,
    /** Of {@link #OTHER}: what the offsets of the three levels are predicted from. */
    OFFSET_FEATURES,
    /** Of {@link #DEFORMABLE}: what predicts the offsets of the three levels. */
    OFFSETS;

    private static final Pattern FEATURE_LAYER =
        Pattern.compile("(predeblur|conv_1x1|conv_first|feature_extraction|conv_l[23]_).*");

    /**
     * The first three are BasicSR's ({@code edvr_model.py}, {@code video_base_model.py}).
     *
     * @param offsetsApart whether the others are taken out of them
     */
    static Kind of(String name, boolean offsetsApart) {
      if (name.contains("fusion")) {
        return FUSION;
      }
      Kind kind = name.contains("dcn") ? DEFORMABLE : OTHER;
      if (!offsetsApart) {
        return kind;
      }
      if (name.contains(".dcn_pack.") && name.contains(".conv_offset.")) {
        return OFFSETS;
      }
      if (name.startsWith("pcd_align.offset_conv")) {
        return OFFSET_FEATURES;
      }
      return FEATURE_LAYER.matcher(name).matches() ? FEATURES : kind;
    }

    /** What this is of where offsets are not trained apart. */
    Kind within() {
      return switch (this) {
        case FEATURES, OFFSET_FEATURES -> OTHER;
        case OFFSETS -> DEFORMABLE;
        case FUSION, DEFORMABLE, OTHER -> this;
      };
    }

    /** Whether it predicts offsets and does nothing else. */
    boolean predictsOffsets() {
      return this == OFFSET_FEATURES || this == OFFSETS;
    }
  }

  /** Tensors that have a value for each value of the parameters. */
  enum Part {
    VALUES("params"),
    /** Running mean of the gradient. */
    MEAN("exp_avg"),
    /** Running mean of the gradient's square. */
    SQUARE("exp_avg_sq"),
    /** Running average of the values; only where it is asked for. */
    AVERAGE("params_ema");

    private final String key;

    Part(String key) {
      this.key = key;
    }

    /** How BasicSR and PyTorch call it. */
    String key() {
      return key;
    }
  }

  private record Span(long from, long elements) {}

  private final Kind kind;
  private final SequencedMap<String, Tensor> parameters;
  private final Map<String, Span> spans = new LinkedHashMap<>();
  private final Map<Part, Tensor> parts = new LinkedHashMap<>();
  private final Tensor gradients;
  private long steps;
  private boolean frozen;

  private ParameterGroup(Kind kind, SequencedMap<String, Tensor> parameters, boolean averaged) {
    this.kind = kind;
    this.parameters = parameters;
    long from = 0;
    for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
      long elements = entry.getValue().numel();
      spans.put(entry.getKey(), new Span(from, elements));
      from += elements;
    }
    try (PointerScope _ = new PointerScope()) {
      Tensor values =
          torch.cat(
              new TensorVector(
                  parameters.values().stream()
                      .map(parameter -> parameter.detach().view(-1))
                      .toArray(Tensor[]::new)));
      parts.put(Part.VALUES, values);
      parts.put(Part.MEAN, torch.zeros_like(values));
      parts.put(Part.SQUARE, torch.zeros_like(values));
      if (averaged) {
        parts.put(Part.AVERAGE, values.clone());
      }
      gradients = torch.zeros_like(values);
      parameters.forEach(
          (name, parameter) -> {
            parameter.__dispatch_set_data(view(values, name, parameter));
            parameter.mutable_grad().put(view(gradients, name, parameter));
          });
      parts.values().forEach(Tensor::retainReference);
      gradients.retainReference();
    }
  }

  private Tensor view(Tensor flat, String name, Tensor like) {
    Span span = span(name);
    return flat.narrow(0, span.from(), span.elements()).view(like.shape());
  }

  private Span span(String name) {
    Span span = spans.get(name);
    if (span == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return span;
  }

  /**
   * The groups of a network, whose parameters become views of them.
   *
   * @param parameters that gradients flow into, by name
   * @param averaged whether there is a running average of them
   * @param offsetsApart whether what predicts offsets is trained differently from what is around it
   */
  static List<ParameterGroup> of(
      SequencedMap<String, Tensor> parameters, boolean averaged, boolean offsetsApart) {
    List<ParameterGroup> groups = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      SequencedMap<String, Tensor> chosen = new LinkedHashMap<>();
      parameters.forEach(
          (name, parameter) -> {
            if (Kind.of(name, offsetsApart) == kind) {
              chosen.put(name, parameter);
            }
          });
      if (!chosen.isEmpty()) {
        groups.add(new ParameterGroup(kind, chosen, averaged));
      }
    }
    return groups;
  }

  Kind kind() {
    return kind;
  }

  /** The names of the parameters, in the network's order. */
  Iterable<String> names() {
    return parameters.keySet();
  }

  /** Whether one of the parameters has this name. */
  boolean holds(String name) {
    return parameters.containsKey(name);
  }

  /** Those that there are. */
  Set<Part> parts() {
    return Collections.unmodifiableSet(parts.keySet());
  }

  /** All of one part, of as many values as the parameters have together. */
  Tensor all(Part part) {
    Tensor tensor = parts.get(part);
    if (tensor == null) {
      throw new IllegalStateException("closed, or no " + part);
    }
    return tensor;
  }

  /** The gradients of the last backward pass, if it began after {@link #forgetGradients}. */
  Tensor gradients() {
    return gradients;
  }

  void forgetGradients() {
    gradients.zero_();
  }

  /** How many steps the optimiser has taken with these. */
  long steps() {
    return steps;
  }

  void steps(long taken) {
    steps = taken;
  }

  boolean frozen() {
    return frozen;
  }

  /** Frozen parameters get no gradient and are not changed. */
  void freeze(boolean freeze) {
    if (freeze != frozen) {
      frozen = freeze;
      parameters.values().forEach(parameter -> parameter.set_requires_grad(!freeze));
    }
  }

  /** One part of one parameter, copied. */
  float[] get(Part part, String name) {
    try (PointerScope _ = new PointerScope()) {
      Span span = span(name);
      return Tensors.values(all(part).narrow(0, span.from(), span.elements()));
    }
  }

  /** Sets one part of one parameter. */
  void set(Part part, String name, float[] values) {
    try (PointerScope _ = new PointerScope()) {
      Span span = span(name);
      all(part)
          .narrow(0, span.from(), span.elements())
          .copy_(Tensors.of(values, TorchDevice.CPU, span.elements()));
    }
  }

  @Override
  public void close() {
    gradients.close();
    parts.values().forEach(Tensor::close);
    parts.clear();
  }
}
