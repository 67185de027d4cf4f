package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_list_parse_str;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;

import io.github.edvr4j.video.ColourTags.ChromaLocation;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.Pointer;

/** Writes into an H.264 stream where its chroma samples lie, which encoders forget. */
final class H264Tags implements AutoCloseable {
  private final AVBSFContext filter = new AVBSFContext((Pointer) null);

  /**
   * @param stream the encoder's parameters, which get the changed header
   * @param location a specified one
   * @return FFmpeg's error code, or at least 0
   */
  int open(AVCodecParameters stream, ChromaLocation location) {
    // H.264 counts from 0 what FFmpeg counts from 1.
    int type = Colours.code(location) - 1;
    int code = av_bsf_list_parse_str("h264_metadata=chroma_sample_loc_type=" + type, filter);
    if (code >= 0) {
      code = avcodec_parameters_copy(filter.par_in(), stream);
    }
    if (code >= 0) {
      code = av_bsf_init(filter);
    }
    return code >= 0 ? avcodec_parameters_copy(stream, filter.par_out()) : code;
  }

  /**
   * Changes one packet.
   *
   * @return FFmpeg's error code, or at least 0
   */
  int apply(AVPacket packet) {
    int code = av_bsf_send_packet(filter, packet);
    return code >= 0 ? av_bsf_receive_packet(filter, packet) : code;
  }

  @Override
  public void close() {
    av_bsf_free(filter);
  }
}
