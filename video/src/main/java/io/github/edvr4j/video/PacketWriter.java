package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_get_ref_count;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;

/**
 * Writes packets in the order of their times and knows whose of them the muxer refuses.
 *
 * <p>FFmpeg holds packets back until it knows that order, so that its answer to one may be about
 * another. Hence each carries a reference to its stream's label: the references that are left tell
 * how many packets wait, and what neither waits nor was written was refused. Where a muxer keeps a
 * packet that it has written (Matroska, the last one of sound), a refused one isn't found that way:
 * then it was the one at hand.
 */
final class PacketWriter implements AutoCloseable {
  /** The stream without which there is no output. */
  static final int VIDEO = 0;

  private final AVFormatContext muxer;
  private final Map<Integer, Account> accounts = new HashMap<>();

  /**
   * @param reason FFmpeg's code for the last one
   */
  record Refusals(long packets, int reason) {}

  /** What has become of a stream's packets. */
  private final class Account {
    private final int stream;
    private final AVBufferRef label = av_buffer_alloc(1);
    private long given;

    /** Packets that went into others. */
    private long merged;

    private Refusals refusals = new Refusals(0, 0);

    Account(int stream) {
      this.stream = stream;
    }

    void refuse(long packets, int reason) {
      refusals = new Refusals(refusals.packets() + packets, reason);
    }

    /** Packets that wait nowhere and weren't written, unless that is known already. */
    long lost() {
      long waiting = av_buffer_get_ref_count(label) - 1;
      long written = muxer.streams(stream).nb_frames();
      return Math.max(0, given - waiting - written - merged - refusals.packets());
    }
  }

  /**
   * @param muxer whose streams are all there when the first packet comes
   */
  PacketWriter(AVFormatContext muxer) {
    this.muxer = muxer;
  }

  /**
   * Takes a packet, which is blank afterwards.
   *
   * @return FFmpeg's code if nothing more can be written or a packet of the video was refused, else
   *     0
   */
  int write(AVPacket packet) {
    Account account = account(packet.stream_index());
    account.given++;
    packet.opaque_ref(av_buffer_ref(account.label));
    int code = av_interleaved_write_frame(muxer, packet);
    if (code < 0) {
      return blame(code, account.stream);
    }
    account.merged += account.lost();
    return 0;
  }

  private Account account(int stream) {
    return accounts.computeIfAbsent(stream, Account::new);
  }

  /** Writes all that still waits; returns what {@link #write} does. */
  int flush() {
    int code = av_interleaved_write_frame(muxer, (AVPacket) null);
    while (code < 0) {
      int blamed = blame(code, VIDEO);
      if (blamed < 0) {
        return blamed;
      }
      code = av_interleaved_write_frame(muxer, (AVPacket) null);
    }
    return 0;
  }

  /**
   * Finds whose packets are lost.
   *
   * @param otherwise the stream whose packet it was if none is found lost
   * @return 0 if the video isn't among them
   */
  private int blame(int code, int otherwise) {
    int disk = muxer.pb().error();
    if (disk < 0) {
      return disk;
    }
    boolean found = false;
    boolean essential = false;
    for (Account account : accounts.values()) {
      long lost = account.lost();
      if (lost > 0) {
        found = true;
        essential |= account.stream == VIDEO;
        account.refuse(lost, code);
      }
    }
    if (!found && otherwise != VIDEO) {
      account(otherwise).refuse(1, code);
      return 0;
    }
    return found && !essential ? 0 : code;
  }

  /** What the muxer has refused of a stream so far, if anything. */
  Optional<Refusals> refusals(int stream) {
    return Optional.ofNullable(accounts.get(stream))
        .map(account -> account.refusals)
        .filter(refusals -> refusals.packets() > 0);
  }

  @Override
  public void close() {
    accounts.values().forEach(account -> av_buffer_unref(account.label));
    accounts.clear();
  }
}
