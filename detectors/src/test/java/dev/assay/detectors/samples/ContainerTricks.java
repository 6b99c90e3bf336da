package dev.assay.detectors.samples;

import static dev.assay.detectors.samples.Wrapping.gzip;
import static dev.assay.detectors.samples.Wrapping.join;
import static dev.assay.detectors.samples.Wrapping.latin1;
import static dev.assay.detectors.samples.Wrapping.npy;
import static dev.assay.detectors.samples.Wrapping.tar;
import static dev.assay.detectors.samples.Wrapping.torch;
import static dev.assay.detectors.samples.Wrapping.torchLegacy;
import static dev.assay.detectors.samples.Wrapping.zip;
import static dev.assay.detectors.samples.Wrapping.zlib;

import dev.assay.detectors.archive.TarBytes;
import dev.assay.detectors.archive.ZipBytes;
import dev.assay.detectors.model.numpy.NpySamples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Where pickles hide: every container that a loader opens, with what makes scanners overlook what the loader reads. */
final class ContainerTricks {
    private final List<Sample> samples = new ArrayList<>();

    /** The same call as other loaders would see it. */
    private final byte[] hostile = Assembly.assemble("proto:2 system");

    private final byte[] text = Assembly.assemble("textSystem");
    private final byte[] benign = Program.pickle(2, "{\"epoch\": 3, \"loss\": [1, 2]}");
    private final byte[] unknown = Program.pickle(4, "acme.net:Net!() ~ {\"w\": 1}");

    private ContainerTricks() {}

    static List<Sample> all() {
        ContainerTricks tricks = new ContainerTricks();
        tricks.names();
        tricks.streams();
        tricks.torchLegacies();
        tricks.torchTars();
        tricks.tars();
        tricks.layers();
        tricks.numpys();
        tricks.joblibs();
        return tricks.samples;
    }

    private void add(String technique, String name, byte[] bytes) {
        samples.add(new Sample(technique, name, bytes));
    }

    private void names() {
        String t = "any file name";
        for (String name : List.of(
                "a.pkl",
                "b.bin",
                "c.pt",
                "d.pth",
                "e.ckpt",
                "f.h5",
                "g.txt",
                "h.dat",
                "i",
                "j.json",
                "k.safetensors",
                "l.joblib",
                "m.npy",
                "n.model",
                "o.png",
                "p.gz",
                "q.zip",
                "r.pickle",
                "s.data",
                "t.md",
                "u.py",
                "v.csv")) {
            add(t, "names/" + name, hostile);
            add(t, "names/text-" + name, text);
        }
    }

    private void streams() {
        String t = "several pickles";
        byte[] none = {'N', '.'};
        add(t, "streams/second.pkl", join(benign, hostile));
        add(t, "streams/second-text.pkl", join(benign, text));
        add(t, "streams/third.pkl", join(benign, benign, hostile));
        add(
                t,
                "streams/hundredth.pkl",
                join(join(Collections.nCopies(99, benign).toArray(byte[][]::new)), hostile));
        add(t, "streams/after-none.pkl", join(none, hostile));
        add(t, "streams/after-nones.dat", join(none, none, none, text));
        add(t, "streams/after-number.bin", join(Program.pickle(0, "1"), text));
        add(t, "streams/first-then-garbage.pkl", join(hostile, new byte[] {(byte) 0xff, 1, 2}));
        add(t, "streams/protocols-mixed.pkl", join(Program.pickle(0, "[1]"), Program.pickle(5, "[2]"), hostile));
        add(t, "streams/second-in-text-name.txt", join(Program.pickle(0, "{\"a\": 1}"), text));
        add(t, "streams/behind-big.pkl", join(Program.pickle(4, "\"" + "x".repeat(300_000) + "\""), hostile));
        add(
                t,
                "streams/behind-many.pkl",
                join(join(Collections.nCopies(30_000, none).toArray(byte[][]::new)), hostile));
    }

    private void torchLegacies() {
        String t = "torch legacy";
        byte[] magic = Wrapping.magic();
        byte[] protocol = Wrapping.protocol();
        byte[] info = Wrapping.systemInfo();
        byte[] keys = Wrapping.keys();
        add(t, "legacy/object.pt", torchLegacy(hostile));
        add(t, "legacy/object-text.bin", torchLegacy(text));
        add(t, "legacy/object-unknown.pth", torchLegacy(unknown));
        add(
                t,
                "legacy/magic-computed.pt",
                torchLegacy(
                        Program.pickle(2, "builtins:eval(\"0x1950a86a20f9469cfc6c\")"), protocol, info, benign, keys));
        add(
                t,
                "legacy/magic-computed-then-object.pt",
                torchLegacy(
                        Program.pickle(2, "builtins:int(\"119547037146038801333356\")"),
                        protocol,
                        info,
                        hostile,
                        keys));
        add(t, "legacy/protocol.pt", torchLegacy(magic, hostile, info, benign, keys));
        add(t, "legacy/sys-info.pt", torchLegacy(magic, protocol, hostile, benign, keys));
        add(t, "legacy/keys.pt", torchLegacy(magic, protocol, info, benign, hostile));
        add(
                t,
                "legacy/magic-as-text.pt",
                torchLegacy(latin1("L119547037146038801333356L\n."), protocol, info, hostile, keys));
        add(
                t,
                "legacy/magic-in-protocol-4.pt",
                torchLegacy(
                        join(latin1("\u0080\u0004"), Arrays.copyOfRange(magic, 2, magic.length)),
                        protocol,
                        info,
                        hostile,
                        keys));
        add(t, "legacy/pieces-between.pt", torchLegacy(magic, protocol, info, Program.pickle(2, "None"), hostile));
        add(
                t,
                "legacy/persistent-storage-type.pt",
                torchLegacy(Program.pickle(2, "@(\"storage\", os:system, \"0\", \"cpu\", \"id\", None)")));
        add(
                t,
                "legacy/persistent-module.pt",
                torchLegacy(Program.pickle(2, "@(\"module\", acme.net:Net, \"net.py\", \"source\")!() ~ {}")));
        add(t, "legacy/gzipped.pt.gz", gzip(torchLegacy(hostile)));
        add(t, "legacy/in-tar.tar", tar("model.pt", torchLegacy(hostile)));
        add(t, "legacy/protocol-4.pt", torchLegacy(Program.pickle(4, "subprocess:Popen([\"id\"])")));
    }

    private void torchTars() {
        String t = "torch tar";
        byte[] storages = join(
                Program.pickle(2, "1"),
                Program.pickle(2, "(\"1\", \"cpu\", torch:FloatStorage)"),
                new byte[] {2, 0, 0, 0, 0, 0, 0, 0},
                new byte[8],
                Program.pickle(2, "[]"));
        byte[] tensors =
                join(Program.pickle(2, "1"), Program.pickle(2, "(\"2\", \"1\", torch:FloatTensor)"), new byte[] {
                    1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
                });
        add(t, "torchtar/pickle.pt", Wrapping.torchTar(storages, tensors, hostile));
        add(t, "torchtar/pickle-text.bin", Wrapping.torchTar(storages, tensors, text));
        add(t, "torchtar/storages.pt", Wrapping.torchTar(hostile, tensors, benign));
        add(
                t,
                "torchtar/storages-second.pt",
                Wrapping.torchTar(join(Program.pickle(2, "1"), hostile), tensors, benign));
        add(
                t,
                "torchtar/storages-views.pt",
                Wrapping.torchTar(
                        join(Arrays.copyOf(storages, storages.length - Program.pickle(2, "[]").length), hostile),
                        tensors,
                        benign));
        add(t, "torchtar/tensors.pt", Wrapping.torchTar(storages, hostile, benign));
        add(
                t,
                "torchtar/tensors-second.pt",
                Wrapping.torchTar(storages, join(Program.pickle(2, "1"), hostile), benign));
        add(t, "torchtar/tensors-third.pt", Wrapping.torchTar(storages, join(tensors, hostile), benign));
        add(t, "torchtar/gzipped.tar.gz", gzip(Wrapping.torchTar(storages, tensors, hostile)));
    }

    private void tars() {
        String t = "tar, mar, nemo";
        add(t, "tar/member.tar", tar("model.pkl", hostile));
        add(t, "tar/member-without-extension.tar", tar("model", text));
        add(t, "tar/gzipped.tgz", gzip(tar("a/model.bin", hostile)));
        add(
                t,
                "tar/nemo.nemo",
                tar(
                        "./model_config.yaml",
                        latin1("target: x\n"),
                        "./model_weights.ckpt",
                        torch("archive/", hostile).build()));
        add(
                t,
                "tar/nemo-gzipped.nemo",
                gzip(tar("model_config.yaml", latin1("target: x\n"), "model_weights.ckpt", hostile)));
        add(t, "tar/nemo-tokenizer.nemo", tar("model_config.yaml", latin1("target: x\n"), "tokenizer.pkl", hostile));
        add(t, "tar/sparse.tar", sparse());
        TarBytes pax = new TarBytes();
        pax.pax('x', "path=real-name.pkl");
        pax.file("short", new String(hostile, StandardCharsets.ISO_8859_1));
        add(t, "tar/pax-name.tar", pax.end().build());
        add(t, "tar/second-after-end.tar", join(tar("a.txt", latin1("x")), tar("model.pkl", hostile)));
        add(t, "tar/end-missing.tar", Arrays.copyOf(tar("model.pkl", hostile), 1024));
        ZipBytes mar = new ZipBytes();
        mar.stored(
                "MAR-INF/MANIFEST.json",
                "{\"model\": {\"serializedFile\": \"model.pt\", \"handler\": \"image_classifier\"}}");
        mar.deflated("model.pt", torch("archive/", hostile).build());
        add(t, "tar/torchserve.mar", mar.build());
        add(
                t,
                "tar/torchserve-tgz.mar",
                gzip(tar("MAR-INF/MANIFEST.json", latin1("{}"), "weights.pth", torchLegacy(hostile))));
        ZipBytes keras = new ZipBytes();
        keras.stored("metadata.json", "{}");
        keras.stored("assets/tokenizer.pickle", hostile);
        add(t, "tar/keras.keras", keras.build());
        ZipBytes mlflow = new ZipBytes();
        mlflow.stored("MLmodel", "flavors: {python_function: {python_model: python_model.pkl}}\n");
        mlflow.stored("python_model.pkl", hostile);
        add(t, "tar/mlflow.zip", mlflow.build());
        ZipBytes skops = new ZipBytes();
        skops.stored("schema.json", "{\"__class__\": \"str\"}");
        skops.stored("140.npy", npy(hostile));
        add(t, "tar/skops.skops", skops.build());
        ZipBytes stable = new ZipBytes();
        stable.stored("data", "{\":serialized:\": \"" + Base64.getEncoder().encodeToString(hostile) + "\"}");
        stable.stored("policy.pth", torch("archive/", benign).build());
        add(t, "tar/stable-baselines.zip", stable.build());
        ZipBytes wheel = new ZipBytes();
        wheel.deflated("pkg/data/model.pkl", hostile);
        add(t, "tar/wheel.whl", wheel.build());
    }

    /** GNU's sparse format 0.1: a map in the extended header, and only the parts that are not holes. */
    private byte[] sparse() {
        TarBytes tar = new TarBytes();
        tar.pax(
                'x',
                "GNU.sparse.major=0",
                "GNU.sparse.minor=1",
                "GNU.sparse.name=model.pkl",
                "GNU.sparse.size=" + hostile.length,
                "GNU.sparse.numblocks=1",
                "GNU.sparse.map=0," + hostile.length);
        tar.file("GNUSparseFile.0/model.pkl", new String(hostile, StandardCharsets.ISO_8859_1));
        return tar.end().build();
    }

    private void layers() {
        String t = "compressed and nested";
        add(t, "layers/model.pkl.gz", gzip(hostile));
        add(t, "layers/text.pkl.gz", gzip(text));
        add(t, "layers/frame.pkl.zip", zip("frame.pkl", hostile));
        add(t, "layers/frame.pkl.tar.gz", gzip(tar("frame.pkl", hostile)));
        add(t, "layers/model.z", zlib(hostile));
        add(t, "layers/gzip-named.bin", gzip(hostile));
        add(t, "layers/gzip-in-gzip.gz", gzip(gzip(hostile)));
        add(t, "layers/gzip-in-zip.zip", zip("model.gz", gzip(hostile)));
        add(t, "layers/zip-in-tar-in-gzip.tgz", gzip(tar("a.zip", zip("data.pkl", hostile))));
        add(t, "layers/tar-in-zip.zip", zip("a.tar", tar("data.pkl", hostile)));
        add(t, "layers/torch-in-gzip.pt.gz", gzip(torch("archive/", hostile).build()));
        add(t, "layers/zlib-in-zlib.joblib", zlib(zlib(hostile)));
        add(
                t,
                "layers/gzip-truncated.gz",
                Arrays.copyOf(gzip(join(hostile, new byte[9000])), gzip(join(hostile, new byte[9000])).length - 6));
        byte[] broken = gzip(hostile);
        broken[broken.length - 6] ^= 1;
        add(t, "layers/gzip-wrong-sum.gz", broken);
        byte[] deep = hostile;
        for (int i = 0; i < 12; i++) {
            deep = i % 3 == 0 ? gzip(deep) : i % 3 == 1 ? zip("x", deep) : tar("x", deep);
        }
        add(t, "layers/twelve-layers.bin", deep);
    }

    private void numpys() {
        String t = "numpy objects";
        add(t, "numpy/objects.npy", npy(hostile));
        add(t, "numpy/objects-text.npy", npy(text));
        add(t, "numpy/objects-unknown.npy", npy(unknown));
        ZipBytes npz = new ZipBytes();
        npz.deflated("a.npy", npy(benign));
        npz.deflated("b.npy", npy(hostile));
        add(t, "numpy/objects.npz", npz.build());
        ZipBytes arr = new ZipBytes();
        arr.stored("arr_0.npy", npy(hostile));
        add(t, "numpy/stored.npz", arr.build());
        ZipBytes plain = new ZipBytes();
        plain.stored("arr_0.npy", hostile);
        add(t, "numpy/pickle-named-npy.npz", plain.build());
        add(t, "numpy/pickle-named.npy", hostile);
        add(
                t,
                "numpy/objects-in-fields.npy",
                NpySamples.npy(NpySamples.header("[('a', '<f8'), ('b', '|O')]", "(1,)"), hostile));
        add(t, "numpy/objects-version-2.npy", NpySamples.npy(2, NpySamples.header("'|O'", "(1,)"), hostile));
        add(t, "numpy/objects-no-items.npy", NpySamples.npy(NpySamples.header("'|O'", "(0,)"), hostile));
        add(t, "numpy/gzipped.npy.gz", gzip(npy(hostile)));
        add(t, "numpy/several.npy", join(npy(benign), npy(hostile)));
    }

    private void joblibs() {
        String t = "joblib arrays";
        byte[] inner = Assembly.assemble("system open");
        add(t, "joblib/objects.joblib", Wrapping.joblib("O8", 1, hostile));
        add(t, "joblib/objects-text.pkl", Wrapping.joblib("O8", 1, text));
        add(
                t,
                "joblib/after-the-array.joblib",
                join(
                        Arrays.copyOf(
                                Wrapping.joblib("i1", 8, new byte[8]),
                                Wrapping.joblib("i1", 8, new byte[8]).length - 1),
                        Assembly.assemble("system")));
        add(t, "joblib/after-stop.joblib", join(Wrapping.joblib("i1", 8, new byte[8]), hostile));
        add(t, "joblib/opcodes-in-the-array.joblib", Wrapping.joblib("i1", inner.length, inner));
        add(
                t,
                "joblib/whole-pickle-in-the-array.joblib",
                Wrapping.joblib("i1", inner.length + 1, join(inner, latin1("."))));
        add(t, "joblib/array-longer-than-the-file.joblib", Wrapping.joblib("i8", 1_000_000, inner));
        add(t, "joblib/size-unknown.joblib", Wrapping.joblib("Q?", 1, inner));
        add(t, "joblib/zlib.joblib", zlib(Wrapping.joblib("O8", 1, hostile)));
        add(t, "joblib/gzip.joblib", gzip(Wrapping.joblib("O8", 1, hostile)));
        add(
                t,
                "joblib/wrapper-of-a-file.joblib",
                Program.pickle(2, "joblib.numpy_pickle:NDArrayWrapper(\"../../etc/passwd\", os:system, True)"));
        add(
                t,
                "joblib/subclass-called.joblib",
                Program.pickle(4, "joblib.numpy_pickle:NumpyArrayWrapper(os:system(\"id\"), (1,), \"C\", None)"));
    }
}
