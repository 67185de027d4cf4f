package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.BytePointer;

/**
 * Packets on their way into a file of their own, which keeps them as the encoder gave them: no
 * container has all codecs and the exact times of all of them.
 */
final class SegmentWriter implements AutoCloseable {
  static final int MAGIC = 0x65647672;
  static final int PACKET = 1;
  static final int END = 0;

  private static final int BUFFER = 1 << 16;

  private final Path part;
  private final Path target;
  private final PatientFile file;
  private final CRC32C sum = new CRC32C();
  private final DataOutputStream out;
  private final LongStream.Builder presented = LongStream.builder();
  private long firstPts = AV_NOPTS_VALUE;
  private long end;
  private boolean over;

  /**
   * @param target where the file appears when it is complete
   * @param encoder describes the packets
   * @param timeBase of the packets
   * @throws EdvrException of category OUTPUT if the file can't be written
   */
  SegmentWriter(Path target, AVCodecParameters encoder, Rational timeBase, DiskRoom room) {
    this.target = target;
    part = PatientFile.unfinished(target);
    file = PatientFile.create(part, room);
    out =
        new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(file, BUFFER), sum));
    attempt(
        () -> {
          out.writeInt(MAGIC);
          out.writeInt(timeBase.num());
          out.writeInt(timeBase.den());
          write(bytes(encoder.extradata(), encoder.extradata_size()));
        });
  }

  private interface Write {
    void run() throws IOException;
  }

  private void attempt(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      EdvrException unwritten =
          new EdvrException(
              Category.OUTPUT,
              "%s: can't be written: %s".formatted(part, FileFailure.reason(e)),
              e);
      try {
        close();
      } catch (EdvrException undeletable) {
        unwritten.addSuppressed(undeletable);
      }
      throw unwritten;
    }
  }

  /** Says when a frame, whose packet may come later, appears and when it ends. */
  void frame(TimedFrame frame) {
    if (firstPts == AV_NOPTS_VALUE) {
      firstPts = frame.pts();
    }
    end = frame.pts() + frame.duration();
  }

  void add(AVPacket packet) {
    presented.add(packet.pts());
    attempt(
        () -> {
          out.writeByte(PACKET);
          out.writeLong(packet.pts());
          out.writeLong(packet.dts());
          out.writeLong(packet.duration());
          out.writeInt(packet.flags());
          write(bytes(packet.data(), packet.size()));
          out.writeInt(packet.side_data_elems());
          for (int i = 0; i < packet.side_data_elems(); i++) {
            AVPacketSideData beside = packet.side_data().getPointer(i);
            out.writeInt(beside.type());
            write(bytes(beside.data(), (int) beside.size()));
          }
        });
  }

  private static byte[] bytes(BytePointer data, int size) {
    byte[] bytes = new byte[size];
    if (size > 0) {
      new BytePointer(data).get(bytes);
    }
    return bytes;
  }

  private void write(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Puts the complete file in its place. */
  void commit() {
    attempt(
        () -> {
          out.writeByte(END);
          out.writeLong(firstPts);
          out.writeLong(end);
          out.writeInt(DecodeTimes.delayOf(presented.build()));
          out.writeLong(sum.getValue());
          out.flush();
          file.commitTo(target);
        });
    over = true;
  }

  /** Deletes the file unless it was committed. */
  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    try {
      file.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be deleted: %s".formatted(part, FileFailure.reason(e)), e);
    }
  }
}
