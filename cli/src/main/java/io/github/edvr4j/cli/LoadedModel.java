package io.github.edvr4j.cli;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.SpeedCheck;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.time.Duration;

/** A model, ready to restore, and how fast it does so here. */
final class LoadedModel implements AutoCloseable {

  private static final Duration LONGEST_TRIAL = Duration.ofSeconds(8);

  private final String name;
  private final String identity;
  private final Restorer restorer;
  private double speed;

  /**
   * @param name as the user gave it
   * @param identity by which its weights are known again
   */
  LoadedModel(String name, String identity, EdvrCheckpoint checkpoint, int threads) {
    this.name = name;
    this.identity = identity;
    restorer = new Restorer(checkpoint.config(), checkpoint.weights(), threads);
  }

  String name() {
    return name;
  }

  String identity() {
    return identity;
  }

  EdvrConfig config() {
    return restorer.config();
  }

  Restorer restorer() {
    return restorer;
  }

  /**
   * How long a frame takes, from a trial that is done once.
   *
   * @param frames how many there are to be restored: a trial shouldn't take longer than they
   */
  double secondsPerFrame(StreamPlan plan, long frames) {
    if (speed == 0) {
      double work = (double) frames * plan.multiplyAdds();
      speed = SpeedCheck.multiplyAddsPerSecond(restorer, LONGEST_TRIAL, work);
    }
    return plan.multiplyAdds() / speed;
  }

  @Override
  public void close() {
    restorer.close();
  }
}
