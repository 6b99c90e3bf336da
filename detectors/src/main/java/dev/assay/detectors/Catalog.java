package dev.assay.detectors;

import dev.assay.detectors.archive.ArchiveEntryRule;
import dev.assay.detectors.archive.ar.ArDecoder;
import dev.assay.detectors.archive.bzip2.Bzip2Decoder;
import dev.assay.detectors.archive.cpio.CpioDecoder;
import dev.assay.detectors.archive.gzip.GzipDecoder;
import dev.assay.detectors.archive.lz4.Lz4Decoder;
import dev.assay.detectors.archive.lzma.LzmaDecoder;
import dev.assay.detectors.archive.sevenz.SevenZDecoder;
import dev.assay.detectors.archive.split.SplitPartDecoder;
import dev.assay.detectors.archive.tar.TarDecoder;
import dev.assay.detectors.archive.xz.XzDecoder;
import dev.assay.detectors.archive.zip.ZipDecoder;
import dev.assay.detectors.archive.zlib.ZfileDecoder;
import dev.assay.detectors.archive.zlib.ZlibDecoder;
import dev.assay.detectors.archive.zstd.ZstdDecoder;
import dev.assay.detectors.autorun.AutorunDecoder;
import dev.assay.detectors.crypto.CryptoPolicy;
import dev.assay.detectors.crypto.CryptoRule;
import dev.assay.detectors.crypto.code.CallersRule;
import dev.assay.detectors.crypto.code.SourceDecoder;
import dev.assay.detectors.crypto.keys.KeyFileDecoder;
import dev.assay.detectors.crypto.keys.KeyTap;
import dev.assay.detectors.crypto.setup.SetupDecoder;
import dev.assay.detectors.crypto.setup.VariablesRule;
import dev.assay.detectors.indicator.Campaigns;
import dev.assay.detectors.indicator.ChoiceRule;
import dev.assay.detectors.indicator.IndicatorRule;
import dev.assay.detectors.indicator.Indicators;
import dev.assay.detectors.indicator.autorun.AutomaticCommandRule;
import dev.assay.detectors.indicator.autorun.HookFileRule;
import dev.assay.detectors.indicator.workflow.CalledWorkflowRule;
import dev.assay.detectors.indicator.workflow.WorkflowRule;
import dev.assay.detectors.license.LicensePolicy;
import dev.assay.detectors.license.Licenses;
import dev.assay.detectors.manifest.CentralVersionRule;
import dev.assay.detectors.manifest.GivenListRule;
import dev.assay.detectors.manifest.IncludedFileRule;
import dev.assay.detectors.manifest.ManifestDecoder;
import dev.assay.detectors.manifest.PipConstraintRule;
import dev.assay.detectors.manifest.maven.MavenTreeRule;
import dev.assay.detectors.manifest.pipeline.PipelineFileRule;
import dev.assay.detectors.manifest.python.PipPlacesRule;
import dev.assay.detectors.manifest.ruby.EvaluatedGemfileRule;
import dev.assay.detectors.model.arrow.ArrowDecoder;
import dev.assay.detectors.model.arrow.ParquetDecoder;
import dev.assay.detectors.model.caffe.CaffeDecoder;
import dev.assay.detectors.model.caffe.CaffeRules;
import dev.assay.detectors.model.catboost.CatboostDecoder;
import dev.assay.detectors.model.cntk.CntkDecoder;
import dev.assay.detectors.model.config.ConfigDecoder;
import dev.assay.detectors.model.config.CustomCodeRule;
import dev.assay.detectors.model.config.NamedFileRule;
import dev.assay.detectors.model.coreml.CoreMlDecoder;
import dev.assay.detectors.model.coreml.CoreMlRules;
import dev.assay.detectors.model.engines.EngineDecoder;
import dev.assay.detectors.model.executable.ExecutableDecoder;
import dev.assay.detectors.model.executable.NativeCodeRule;
import dev.assay.detectors.model.executorch.ExecutorchDecoder;
import dev.assay.detectors.model.flax.MessagePackDecoder;
import dev.assay.detectors.model.gguf.GgmlDecoder;
import dev.assay.detectors.model.gguf.GgufDecoder;
import dev.assay.detectors.model.hdf5.Hdf5Decoder;
import dev.assay.detectors.model.keras.KerasArchiveDecoder;
import dev.assay.detectors.model.keras.KerasDecoder;
import dev.assay.detectors.model.keras.KerasRule;
import dev.assay.detectors.model.lfs.LfsPointerDecoder;
import dev.assay.detectors.model.lightgbm.LightgbmDecoder;
import dev.assay.detectors.model.llamafile.LlamafileDecoder;
import dev.assay.detectors.model.marshal.MarshalDecoder;
import dev.assay.detectors.model.marshal.MarshalRule;
import dev.assay.detectors.model.mxnet.ParametersDecoder;
import dev.assay.detectors.model.mxnet.SymbolDecoder;
import dev.assay.detectors.model.numpy.NpyDecoder;
import dev.assay.detectors.model.onnx.OnnxDecoder;
import dev.assay.detectors.model.onnx.OnnxRules;
import dev.assay.detectors.model.ort.OrtDecoder;
import dev.assay.detectors.model.paddle.PaddleDecoder;
import dev.assay.detectors.model.paddle.PaddleRules;
import dev.assay.detectors.model.pickle.PickleDecoder;
import dev.assay.detectors.model.pickle.PickleRule;
import dev.assay.detectors.model.pickle.UserCallables;
import dev.assay.detectors.model.prototext.ProtoTextDecoder;
import dev.assay.detectors.model.rdata.RDecoder;
import dev.assay.detectors.model.safetensors.SafetensorsDecoder;
import dev.assay.detectors.model.script.ScriptDecoder;
import dev.assay.detectors.model.script.ScriptRule;
import dev.assay.detectors.model.shards.ShardIndexDecoder;
import dev.assay.detectors.model.shards.ShardRule;
import dev.assay.detectors.model.stablebaselines.StableBaselinesDecoder;
import dev.assay.detectors.model.tensorflow.CheckpointDecoder;
import dev.assay.detectors.model.tensorflow.TensorFlowDecoder;
import dev.assay.detectors.model.tensorflow.TensorFlowRules;
import dev.assay.detectors.model.tensors.TensorRule;
import dev.assay.detectors.model.tfjs.TfjsDecoder;
import dev.assay.detectors.model.tflite.TfliteDecoder;
import dev.assay.detectors.model.torch7.Torch7Decoder;
import dev.assay.detectors.model.torchscript.TorchScriptDecoder;
import dev.assay.detectors.model.torchscript.TorchScriptRule;
import dev.assay.detectors.model.unsupported.UnsupportedDecoder;
import dev.assay.detectors.model.xgboost.XgboostDecoder;
import dev.assay.detectors.model.xml.XmlDecoder;
import dev.assay.detectors.name.KnownBad;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.NameRule;
import dev.assay.detectors.text.TextDecoder;
import dev.assay.detectors.text.jinja.JinjaRule;
import dev.assay.detectors.text.network.NetworkRule;
import dev.assay.detectors.text.patterns.UserPatterns;
import dev.assay.detectors.text.python.PythonRule;
import dev.assay.detectors.text.secrets.SecretRule;
import dev.assay.detectors.text.suppressions.SuppressionRule;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.AnomalyRule;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.scan.Detectors;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.net.URL;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All detectors there are. A new one is one line in {@link #folders}. */
public final class Catalog {
    /** What one folder brings: its decoders, its rules, and {@code rules.yaml} if a rule or an anomaly of it needs one. */
    private record Folder(String name, List<Decoder> decoders, List<Rule> rules, List<TargetRule> targetRules) {
        Folder(String name, List<Decoder> decoders, List<Rule> rules) {
            this(name, decoders, rules, List.of());
        }
    }

    private Catalog() {}

    /** One line for each folder, in their order. */
    private static List<Folder> folders(
            UserCallables callables,
            UserPatterns patterns,
            LicensePolicy licenses,
            CryptoPolicy crypto,
            NameRule names,
            IndicatorRule indicators,
            SuppressionRule suppressions,
            Families asked) {
        return List.of(
                new Folder("archive", List.of(), List.of(new ArchiveEntryRule())),
                new Folder("archive/ar", List.of(new ArDecoder()), List.of()),
                new Folder("archive/bzip2", List.of(new Bzip2Decoder()), List.of()),
                new Folder("archive/cpio", List.of(new CpioDecoder()), List.of()),
                new Folder("archive/gzip", List.of(new GzipDecoder()), List.of()),
                new Folder("archive/lz4", List.of(new Lz4Decoder()), List.of()),
                new Folder("archive/lzma", List.of(new LzmaDecoder()), List.of()),
                new Folder("archive/sevenz", List.of(new SevenZDecoder()), List.of()),
                new Folder("archive/split", List.of(new SplitPartDecoder()), List.of()),
                new Folder("archive/tar", List.of(new TarDecoder()), List.of()),
                new Folder("archive/xz", List.of(new XzDecoder()), List.of()),
                new Folder("archive/zip", List.of(new ZipDecoder()), List.of()),
                new Folder("archive/zlib", List.of(new ZfileDecoder(), new ZlibDecoder()), List.of()),
                new Folder("archive/zstd", List.of(new ZstdDecoder()), List.of()),
                new Folder("autorun", AutorunDecoder.all(indicators.digests()), List.of()),
                new Folder("crypto", List.of(), List.of(new CryptoRule(crypto))),
                new Folder("crypto/code", SourceDecoder.all(), List.of(), List.of(new CallersRule())),
                new Folder("crypto/keys", KeyFileDecoder.all(), List.of()),
                new Folder("indicator", List.of(), List.of(indicators)),
                new Folder(
                        "indicator/autorun",
                        List.of(),
                        List.of(new AutomaticCommandRule()),
                        List.of(new HookFileRule(AutorunDecoder::hasHooks))),
                new Folder("indicator/trait", List.of(), List.of()),
                new Folder(
                        "indicator/workflow",
                        List.of(),
                        List.of(new WorkflowRule()),
                        List.of(new CalledWorkflowRule())),
                new Folder("license", List.of(), Licenses.rules(licenses), Licenses.targetRules(licenses)),
                new Folder("crypto/setup", SetupDecoder.all(), List.of(), List.of(new VariablesRule())),
                new Folder(
                        "manifest",
                        ManifestDecoder.all(),
                        List.of(),
                        List.of(
                                IncludedFileRule.create(_ -> false),
                                new PipelineFileRule(),
                                new MavenTreeRule(),
                                new CentralVersionRule(),
                                new PipConstraintRule(),
                                new EvaluatedGemfileRule(_ -> false))),
                new Folder("model/arrow", List.of(new ArrowDecoder(), new ParquetDecoder()), List.of()),
                new Folder("model/caffe", List.of(new CaffeDecoder()), List.of(CaffeRules.operators())),
                new Folder("model/catboost", List.of(new CatboostDecoder()), List.of()),
                new Folder("model/cntk", List.of(new CntkDecoder()), List.of()),
                new Folder("model/commands", List.of(), List.of()),
                new Folder(
                        "model/config",
                        ConfigDecoder.all(),
                        List.of(new CustomCodeRule()),
                        List.of(new CustomCodeRule(), new NamedFileRule())),
                new Folder("model/coreml", List.of(new CoreMlDecoder()), List.of(CoreMlRules.operators())),
                new Folder("model/engines", EngineDecoder.all(), List.of()),
                new Folder("model/executable", List.of(new ExecutableDecoder()), List.of(new NativeCodeRule())),
                new Folder("model/executorch", List.of(new ExecutorchDecoder()), List.of()),
                new Folder("model/flax", List.of(new MessagePackDecoder()), List.of()),
                new Folder("model/gguf", List.of(new GgmlDecoder(), new GgufDecoder()), List.of()),
                new Folder("model/hdf5", List.of(new Hdf5Decoder()), List.of()),
                new Folder(
                        "model/keras",
                        List.of(new KerasArchiveDecoder(), new KerasDecoder()),
                        List.of(new KerasRule())),
                new Folder("model/lfs", List.of(new LfsPointerDecoder()), List.of()),
                new Folder("model/lightgbm", List.of(new LightgbmDecoder()), List.of()),
                new Folder("model/llamafile", List.of(new LlamafileDecoder()), List.of()),
                new Folder("model/marshal", MarshalDecoder.all(), List.of(new MarshalRule())),
                new Folder("model/mxnet", List.of(new ParametersDecoder(), new SymbolDecoder()), List.of()),
                new Folder("model/numpy", List.of(new NpyDecoder()), List.of()),
                new Folder("model/onnx", List.of(new OnnxDecoder()), List.of(OnnxRules.operators())),
                new Folder("model/ort", List.of(new OrtDecoder()), List.of()),
                new Folder("model/paddle", List.of(new PaddleDecoder()), List.of(PaddleRules.operators())),
                new Folder(
                        "model/pickle",
                        List.of(new PickleDecoder(TextDecoder.marks(patterns))),
                        List.of(new PickleRule(callables))),
                new Folder("model/prototext", List.of(new ProtoTextDecoder()), List.of()),
                new Folder("model/rdata", List.of(new RDecoder()), List.of()),
                new Folder("model/safetensors", List.of(new SafetensorsDecoder()), List.of()),
                new Folder("model/script", List.of(new ScriptDecoder()), List.of(new ScriptRule())),
                new Folder("model/shards", List.of(new ShardIndexDecoder()), List.of(), List.of(new ShardRule())),
                new Folder("model/stablebaselines", List.of(new StableBaselinesDecoder()), List.of()),
                new Folder("model/tensorflow", tensorFlow(), List.of(TensorFlowRules.operators())),
                new Folder("model/tensors", List.of(), List.of(new TensorRule())),
                new Folder("model/tfjs", List.of(new TfjsDecoder()), List.of()),
                new Folder("model/tflite", List.of(new TfliteDecoder()), List.of()),
                new Folder("model/torch7", List.of(new Torch7Decoder()), List.of()),
                new Folder("model/torchscript", List.of(new TorchScriptDecoder()), List.of(new TorchScriptRule())),
                new Folder("model/unsupported", UnsupportedDecoder.all(), List.of()),
                new Folder("model/xgboost", List.of(new XgboostDecoder()), List.of()),
                new Folder("model/xml", XmlDecoder.all(), List.of()),
                new Folder("name", List.of(), List.of(names)),
                new Folder("text", TextDecoder.all(patterns, List.of(new KeyTap()), asked), List.of()),
                new Folder("text/jinja", List.of(), List.of(new JinjaRule())),
                new Folder("text/json", List.of(), List.of()),
                new Folder("text/network", List.of(), List.of(new NetworkRule())),
                new Folder("text/patterns", List.of(), List.of(patterns)),
                new Folder("text/python", List.of(), List.of(new PythonRule())),
                new Folder("text/secrets", List.of(), List.of(new SecretRule())),
                new Folder("text/suppressions", List.of(), List.of(suppressions), List.of(suppressions)));
    }

    /**
     * What reads manifests, lockfiles and bills of materials, and nothing else.
     *
     * @param isRead whether somebody else reads the list of requirements at a place that another one includes
     * @param places says what of the places that lists of requirements name is not known
     * @param given reads lists that are given under any name
     */
    public static Detectors manifests(Predicate<Location> isRead, PipPlacesRule places, GivenListRule given) {
        List<Decoder> decoders = new ArrayList<>(ManifestDecoder.all());
        decoders.addAll(TextDecoder.encodings());
        decoders.sort((one, other) -> one.format().id().compareTo(other.format().id()));
        return new Detectors(
                decoders,
                List.of(places),
                List.of(
                        IncludedFileRule.create(isRead),
                        new MavenTreeRule(),
                        new CentralVersionRule(),
                        new PipConstraintRule(),
                        new EvaluatedGemfileRule(isRead),
                        given),
                new RuleBook(List.of()),
                Map.of(),
                "");
    }

    private static List<Decoder> tensorFlow() {
        List<Decoder> decoders = new ArrayList<>(TensorFlowDecoder.all());
        decoders.add(new CheckpointDecoder());
        return decoders;
    }

    /**
     * Makes them ready. Reads two small tables; the rules' texts are read with the first finding.
     *
     * @param version of this build, such as a digest of its jars: part of every key of the cache
     */
    public static Detectors load(String version) {
        return load(version, UserCallables.NONE, UserPatterns.NONE, LicensePolicy.NONE);
    }

    /**
     * The same, with what the user says of callables and licences, and the user's patterns. What is looked for is part of the
     * version, since facts depend on it; callables and licences are not.
     */
    public static Detectors load(
            String version, UserCallables callables, UserPatterns patterns, LicensePolicy licenses) {
        return load(
                version,
                callables,
                patterns,
                licenses,
                CryptoPolicy.on(LocalDate.EPOCH), // on which nothing has ended
                new NameRule(NamePolicy.NONE, KnownBad.NONE),
                new IndicatorRule(new Indicators(List.of(Campaigns.SOURCE)), _ -> false),
                SuppressionRule.NONE,
                Families.ALL);
    }

    /**
     * The same, with what the user says of cryptography, names and comments that suppress, and the day by which dates are judged;
     * for some families of rules, which are part of the version.
     *
     * @param indicators what packages are compared with
     */
    public static Detectors load(
            String version,
            UserCallables callables,
            UserPatterns patterns,
            LicensePolicy licenses,
            CryptoPolicy crypto,
            NameRule names,
            IndicatorRule indicators,
            SuppressionRule suppressions,
            Families asked) {
        List<Decoder> decoders = new ArrayList<>();
        List<Rule> rules = new ArrayList<>(List.of(new AnomalyRule()));
        List<TargetRule> targetRules = new ArrayList<>();
        List<URL> books = new ArrayList<>();
        for (Folder folder : folders(callables, patterns, licenses, crypto, names, indicators, suppressions, asked)) {
            decoders.addAll(folder.decoders());
            rules.addAll(folder.rules());
            targetRules.addAll(folder.targetRules());
            URL book = Catalog.class.getResource(folder.name() + "/rules.yaml");
            if (book != null) {
                books.add(book);
            }
        }
        targetRules.add(new ChoiceRule(indicators)); // the last, as it goes by what the others complete
        decoders.sort((one, other) -> one.format().id().compareTo(other.format().id()));
        Detectors all = new Detectors(
                decoders,
                rules,
                targetRules,
                new RuleBook(books, patterns.rows()),
                formatsByExtension(),
                version + patterns.version(),
                () -> Stream.concat(indicators.referenceData().stream(), names.referenceData().stream())
                        .toList());
        return all.telling(indicators.digests()).only(asked);
    }

    private static Map<String, Set<String>> formatsByExtension() {
        Map<String, Set<String>> formats = new TreeMap<>();
        for (List<String> row : Rows.read(Objects.requireNonNull(Catalog.class.getResource("extensions.tsv")), 2)) {
            if (formats.put(row.get(0), Set.copyOf(Parts.of(row.get(1), ','))) != null) {
                throw new IllegalArgumentException("extensions.tsv: " + row.get(0) + " is there twice");
            }
        }
        return Map.copyOf(formats);
    }
}
