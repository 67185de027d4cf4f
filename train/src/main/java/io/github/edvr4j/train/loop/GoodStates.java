package io.github.edvr4j.train.loop;

/**
 * The states in memory that a training can be brought back to. A state counts as good once as many
 * steps after it were healthy as lie between two states, since what goes wrong begins before it
 * shows.
 */
final class GoodStates implements AutoCloseable {

  private final Learner learner;
  private final int every;
  private Snapshot good;
  private Snapshot candidate;

  GoodStates(Learner learner, long iteration, int every) {
    this.learner = learner;
    this.every = every;
    this.good = new Snapshot(learner, iteration);
    try {
      this.candidate = new Snapshot(learner, iteration);
    } catch (RuntimeException | Error e) {
      good.close();
      throw e;
    }
  }

  /** After a healthy step. */
  void healthy(long iteration) {
    if (iteration - candidate.iteration() >= every) {
      Snapshot oldest = good;
      good = candidate;
      candidate = oldest;
      candidate.renew(learner, iteration);
    }
  }

  /**
   * Brings the training back.
   *
   * @return the step after which the state was taken
   */
  long restore() {
    good.restore(learner);
    candidate.renew(learner, good.iteration());
    return good.iteration();
  }

  @Override
  public void close() {
    good.close();
    candidate.close();
  }
}
