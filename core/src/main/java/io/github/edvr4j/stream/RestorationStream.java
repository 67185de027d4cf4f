package io.github.edvr4j.stream;

import io.github.edvr4j.engine.EdvrStages;
import io.github.edvr4j.engine.Finite;
import io.github.edvr4j.engine.FrameFeatures;
import io.github.edvr4j.engine.NonFinite;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.resize.Bicubic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * A clip on its way through the network. Restored frames come out as soon as the frames that their
 * windows need are there. Those of the last window are kept, with their features where memory
 * allows.
 */
final class RestorationStream implements FrameStream {

  /** A frame that windows may still need. */
  private record Slot(int number, float[] frame) {}

  private final StreamPlan plan;
  private final EdvrStages stages;
  private final Consumer<String> warnings;
  private final OffsetWatch offsets;
  private final FiniteWatch finite;
  private final int before;
  private final int after;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private final Queue<Frame> free = new ConcurrentLinkedQueue<>();
  private final List<FeatureCache> caches = new ArrayList<>();
  private final float[] tileFrame;
  private final float[] restored;

  /** Number of the clip's first frame, where clips follow one another. */
  private long clipBegin;

  private int pushed;
  private int done;
  private int skipped;
  private boolean warnedOfLength;

  /**
   * @param stages for tiles of the plan's size; streams that take turns may share them
   */
  RestorationStream(StreamPlan plan, EdvrStages stages, Consumer<String> warnings) {
    this.plan = plan;
    this.stages = stages;
    this.warnings = warnings;
    EdvrConfig config = stages.config();
    offsets = new OffsetWatch(warnings);
    finite = new FiniteWatch(plan.strict(), config.scale(), warnings);
    before = config.centre();
    after = config.frames() - 1 - config.centre();
    int kept = plan.keepsFeatures() ? plan.tiles() * plan.views().size() : 1;
    for (int i = 0; i < kept; i++) {
      caches.add(new FeatureCache(stages));
    }
    tileFrame = new float[plan.tileHeight() * plan.tileWidth() * Frame.CHANNELS];
    restored = new float[stages.output().elements()];
  }

  @Override
  public void push(Frame frame, Consumer<Frame> output) {
    boolean full = slots.size() == stages.config().frames();
    float[] padded = full ? slots.removeFirst().frame() : new float[plan.border().values()];
    plan.border().pad(frame, padded);
    slots.addLast(new Slot(pushed, padded));
    pushed++;
    // The first windows are padded from the frames of a whole window, so they wait for it.
    if (pushed >= before + 1 + after) {
      while (done + after < pushed) {
        restoreNext(plan.padding(), Integer.MAX_VALUE, output);
      }
    }
  }

  @Override
  public void finish(Consumer<Frame> output) {
    Padding fitting = plan.padding();
    if (pushed - done > skipped && !fitting.suits(pushed, stages.config().frames())) {
      warnOfLength();
      fitting = Padding.REPLICATE;
    }
    while (done < pushed) {
      restoreNext(fitting, pushed, output);
    }
    slots.clear();
    caches.forEach(FeatureCache::clear);
    clipBegin += pushed;
    pushed = 0;
    done = 0;
  }

  private void warnOfLength() {
    if (!warnedOfLength) {
      warnedOfLength = true;
      warnings.accept(
          "a clip or scene of %d frame%s is shorter than a window of %d: its end frames are repeated instead of %s padding"
              .formatted(
                  pushed,
                  pushed == 1 ? "" : "s",
                  stages.config().frames(),
                  plan.padding().name().toLowerCase(Locale.ROOT)));
    }
  }

  /** The frames of a window but its centre, whichever side {@link Padding} takes them from. */
  @Override
  public int context() {
    return stages.config().frames() - 1;
  }

  @Override
  public void enter(long first, int context) {
    clipBegin = first;
    skipped = context;
  }

  private void restoreNext(Padding fitting, int length, Consumer<Frame> output) {
    if (skipped > 0) {
      skipped--;
      done++;
      return;
    }
    int[] window = fitting.window(done, length, before, after);
    Frame frame = blackFrame();
    Optional<NonFinite> fault = restore(window, frame);
    if (fault.isPresent()) {
      int of = window[fault.get().frame()];
      finite.notFinite(clipBegin + done, fault.get().stage(), clipBegin + of);
      frame = enlarged(done);
    }
    done++;
    output.accept(frame);
  }

  /** Makes the frame, up to the first tile whose numbers are not finite. */
  private Optional<NonFinite> restore(int[] window, Frame frame) {
    for (int tile = 0; tile < plan.tiles(); tile++) {
      for (Flip view : plan.views()) {
        Optional<NonFinite> fault = restoreTile(tile, view, window, frame);
        if (fault.isPresent()) {
          return fault;
        }
      }
    }
    return Optional.empty();
  }

  /** What a frame is without a network. */
  private Frame enlarged(int number) {
    Frame frame = plan.border().crop(slot(number).frame());
    int height = plan.outputHeight();
    int width = plan.outputWidth();
    return new Frame(
        height,
        width,
        Bicubic.resize(frame.rgb(), frame.height(), frame.width(), Frame.CHANNELS, height, width));
  }

  private Frame blackFrame() {
    Frame used = free.poll();
    if (used == null) {
      return new Frame(plan.outputHeight(), plan.outputWidth());
    }
    Arrays.fill(used.rgb(), 0);
    return used;
  }

  @Override
  public void reuse(Frame frame) {
    free.add(frame);
  }

  private Optional<NonFinite> restoreTile(int tile, Flip view, int[] window, Frame frame) {
    FeatureCache cache = cache(tile, view);
    List<FrameFeatures> features = new ArrayList<>();
    for (int number : window) {
      features.add(cache.of(number, () -> cut(tile, view, number)));
    }
    stages.restore(features, cut(tile, view, done), restored, offsets);
    if (!Finite.all(restored)) {
      return Optional.of(stages.firstNonFinite(features));
    }
    int scale = stages.config().scale();
    view.apply(restored, plan.tileHeight() * scale, plan.tileWidth() * scale);
    plan.grid().blend(tile, scale, restored, 1f / plan.views().size(), frame);
    return Optional.empty();
  }

  private FeatureCache cache(int tile, Flip view) {
    if (plan.keepsFeatures()) {
      return caches.get(tile * plan.views().size() + plan.views().indexOf(view));
    }
    FeatureCache ofLastTile = caches.getFirst();
    ofLastTile.clear();
    return ofLastTile;
  }

  private float[] cut(int tile, Flip view, int number) {
    plan.grid().cut(tile, slot(number).frame(), tileFrame);
    view.apply(tileFrame, plan.tileHeight(), plan.tileWidth());
    return tileFrame;
  }

  private Slot slot(int number) {
    for (Slot slot : slots) {
      if (slot.number() == number) {
        return slot;
      }
    }
    throw new IllegalStateException("frame %d is no longer kept".formatted(number));
  }
}
