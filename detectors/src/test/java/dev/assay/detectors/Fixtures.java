package dev.assay.detectors;

import dev.assay.detectors.crypto.code.CodeSamples;
import dev.assay.detectors.crypto.keys.KeySamples;
import dev.assay.detectors.crypto.setup.SetupSamples;
import dev.assay.detectors.manifest.binary.BinarySamples;
import dev.assay.detectors.model.arrow.ArrowSamples;
import dev.assay.detectors.model.caffe.CaffeSamples;
import dev.assay.detectors.model.catboost.CatboostSamples;
import dev.assay.detectors.model.cntk.CntkSamples;
import dev.assay.detectors.model.config.ConfigSamples;
import dev.assay.detectors.model.coreml.CoreMlSamples;
import dev.assay.detectors.model.engines.EngineSamples;
import dev.assay.detectors.model.executable.ExecutableSamples;
import dev.assay.detectors.model.executorch.ExecutorchSamples;
import dev.assay.detectors.model.flax.MessagePackSamples;
import dev.assay.detectors.model.gguf.GgufSamples;
import dev.assay.detectors.model.keras.KerasSamples;
import dev.assay.detectors.model.lfs.LfsPointerDecoderTest;
import dev.assay.detectors.model.lightgbm.LightgbmSamples;
import dev.assay.detectors.model.llamafile.LlamafileSamples;
import dev.assay.detectors.model.marshal.MarshalSamples;
import dev.assay.detectors.model.mxnet.MxnetSamples;
import dev.assay.detectors.model.numpy.NpySamples;
import dev.assay.detectors.model.onnx.OnnxSamples;
import dev.assay.detectors.model.ort.OrtSamples;
import dev.assay.detectors.model.paddle.PaddleSamples;
import dev.assay.detectors.model.prototext.ProtoTextSamples;
import dev.assay.detectors.model.rdata.RSamples;
import dev.assay.detectors.model.safetensors.SafetensorsSamples;
import dev.assay.detectors.model.script.ScriptRulesTest;
import dev.assay.detectors.model.shards.ShardSamples;
import dev.assay.detectors.model.stablebaselines.StableBaselinesSamples;
import dev.assay.detectors.model.tensorflow.CheckpointSamples;
import dev.assay.detectors.model.tensorflow.TensorFlowSamples;
import dev.assay.detectors.model.tfjs.TfjsSamples;
import dev.assay.detectors.model.tflite.TfliteSamples;
import dev.assay.detectors.model.torch7.Torch7Samples;
import dev.assay.detectors.model.torchscript.TorchScriptSamples;
import dev.assay.detectors.model.unsupported.UnsupportedSamples;
import dev.assay.detectors.model.xgboost.XgboostSamples;
import dev.assay.detectors.model.xml.XmlRulesTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that the contract suite feeds to the decoders: the committed files, and what the generators make. */
final class Fixtures {
    private static final long MOST_BYTES = 4 << 20;

    /** Bytes and the name they go by. */
    record Fixture(String path, byte[] bytes) {
        String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public String toString() {
            return path;
        }
    }

    private Fixtures() {}

    /** One line for each generator. */
    private static List<Map<String, byte[]>> made() {
        return List.of(
                CodeSamples.all(),
                ConfigSamples.all(),
                KeySamples.all(),
                CaffeSamples.all(),
                CheckpointSamples.all(),
                CntkSamples.all(),
                CoreMlSamples.all(),
                ExecutableSamples.all(),
                BinarySamples.all(),
                GgufSamples.all(),
                LlamafileSamples.all(),
                LfsPointerDecoderTest.all(),
                KerasSamples.all(),
                MarshalSamples.all(),
                NpySamples.all(),
                OnnxSamples.all(),
                PaddleSamples.all(),
                ProtoTextSamples.all(),
                SafetensorsSamples.all(),
                ScriptRulesTest.all(),
                ShardSamples.all(),
                StableBaselinesSamples.all(),
                TensorFlowSamples.all(),
                TorchScriptSamples.all(),
                UnsupportedSamples.all(),
                XmlRulesTest.all(),
                ArrowSamples.all(),
                CatboostSamples.all(),
                EngineSamples.all(),
                ExecutorchSamples.all(),
                MessagePackSamples.all(),
                LightgbmSamples.all(),
                MxnetSamples.all(),
                OrtSamples.all(),
                RSamples.all(),
                TfjsSamples.all(),
                TfliteSamples.all(),
                Torch7Samples.all(),
                SetupSamples.all(),
                XgboostSamples.all());
    }

    /** All of them, the smallest first. */
    static List<Fixture> all() throws IOException {
        List<Fixture> all = new ArrayList<>();
        for (Map<String, byte[]> samples : made()) {
            samples.forEach((name, bytes) -> all.add(new Fixture("made/" + name, bytes)));
        }
        Path folder = Path.of("src/test/resources");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .filter(Fixtures::isSmall)
                        .forEach(file -> all.add(read(folder, file)));
            }
        }
        all.sort(Comparator.comparingInt((Fixture fixture) -> fixture.bytes().length)
                .thenComparing(Fixture::path));
        return all;
    }

    private static boolean isSmall(Path file) {
        try {
            return Files.size(file) <= MOST_BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fixture read(Path folder, Path file) {
        try {
            return new Fixture(folder.relativize(file).toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
