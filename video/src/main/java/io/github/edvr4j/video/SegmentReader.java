package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_new_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/** A file of packets that a {@link SegmentWriter} has completed. */
final class SegmentReader {
  /** Of what is known only at the end. */
  private static final int TRAILER_BYTES = 2 * Long.BYTES + Integer.BYTES + Long.BYTES;

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final long firstPts;
  private final long end;
  private final long bytes;
  private final int delay;
  private final long[] presented;

  /**
   * Reads all of a file, so that nothing is written of one that is damaged.
   *
   * @throws EdvrException of category INPUT if the file can't be read or is damaged
   */
  SegmentReader(Path file) {
    this.file = file;
    try (RandomAccessFile trailer = new RandomAccessFile(file.toFile(), "r")) {
      bytes = trailer.length();
      trailer.seek(Math.max(0, bytes - TRAILER_BYTES));
      firstPts = trailer.readLong();
      end = trailer.readLong();
      delay = trailer.readInt();
    } catch (IOException e) {
      throw damaged(e);
    }
    LongStream.Builder times = LongStream.builder();
    read(packet -> times.add(packet.pts()));
    presented = times.build().toArray();
  }

  /** When its first frame appears, in the clip's time base. */
  long firstPts() {
    return firstPts;
  }

  /** When its last frame ends, in the clip's time base. */
  long end() {
    return end;
  }

  /** The file's size. */
  long bytes() {
    return bytes;
  }

  /** By how many frames packets come before they are shown, at most. */
  int delay() {
    return delay;
  }

  /** When the frames are shown, in the order in which they are decoded, in the packets' unit. */
  LongStream presentationTimes() {
    return LongStream.of(presented);
  }

  /**
   * Refuses packets of another encoder.
   *
   * @throws EdvrException of category INPUT if a player that was told of one couldn't play the
   *     other
   */
  void requireEncodedBy(AVCodecParameters encoder, Rational timeBase) {
    byte[] header = new byte[encoder.extradata_size()];
    if (header.length > 0) {
      new BytePointer(encoder.extradata()).get(header);
    }
    try (DataInputStream in = open(new CRC32C())) {
      Rational unit = unit(in);
      if (!unit.equals(timeBase) || !Arrays.equals(header, bytes(in))) {
        throw new EdvrException(
            Category.INPUT,
            "%s: was made by another build of the encoder than this machine has; delete it to have it made anew"
                .formatted(file));
      }
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /**
   * Reads all packets.
   *
   * @param packets takes each, valid during the call
   * @throws EdvrException of category INPUT if the file has been damaged, at its end
   */
  void read(Consumer<AVPacket> packets) {
    AVPacket packet = av_packet_alloc();
    CRC32C sum = new CRC32C();
    try (DataInputStream in = open(sum)) {
      unit(in);
      bytes(in);
      while (in.readByte() == SegmentWriter.PACKET) {
        fill(packet, in);
        packets.accept(packet);
        av_packet_unref(packet);
      }
      in.skipNBytes(TRAILER_BYTES - Long.BYTES);
      if (sum.getValue() != in.readLong()) {
        throw new IOException("its checksum is wrong");
      }
    } catch (IOException e) {
      throw damaged(e);
    } finally {
      av_packet_free(packet);
    }
  }

  private DataInputStream open(CRC32C sum) throws IOException {
    return new DataInputStream(
        new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), sum));
  }

  private static Rational unit(DataInputStream in) throws IOException {
    if (in.readInt() != SegmentWriter.MAGIC) {
      throw new IOException("it isn't one of edvr's");
    }
    int num = in.readInt();
    int den = in.readInt();
    if (num < 1 || den < 1) {
      throw new IOException("its time base is wrong");
    }
    return new Rational(num, den);
  }

  private void fill(AVPacket packet, DataInputStream in) throws IOException {
    long pts = in.readLong();
    long dts = in.readLong();
    long duration = in.readLong();
    int flags = in.readInt();
    byte[] data = bytes(in);
    av_new_packet(packet, data.length);
    packet.data().put(data);
    packet.pts(pts).dts(dts).duration(duration).flags(flags);
    int beside = in.readInt();
    for (int i = 0; i < beside; i++) {
      int type = in.readInt();
      byte[] more = bytes(in);
      av_packet_new_side_data(packet, type, more.length).put(more);
    }
  }

  private byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > bytes) {
      throw new IOException("a length in it is wrong");
    }
    return in.readNBytes(length);
  }

  private EdvrException damaged(IOException cause) {
    String how = cause instanceof EOFException ? "it ends too early" : cause.getMessage();
    return new EdvrException(
        Category.INPUT,
        "%s: is damaged: %s; delete it, and the command that made it makes it anew"
            .formatted(file, how),
        cause);
  }
}
