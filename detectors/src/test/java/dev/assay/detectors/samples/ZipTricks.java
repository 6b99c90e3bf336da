package dev.assay.detectors.samples;

import static dev.assay.detectors.samples.Wrapping.gzip;
import static dev.assay.detectors.samples.Wrapping.join;
import static dev.assay.detectors.samples.Wrapping.latin1;
import static dev.assay.detectors.samples.Wrapping.npy;
import static dev.assay.detectors.samples.Wrapping.tar;
import static dev.assay.detectors.samples.Wrapping.torch;
import static dev.assay.detectors.samples.Wrapping.torchLegacy;
import static dev.assay.detectors.samples.Wrapping.zip;

import dev.assay.detectors.archive.ZipBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Zips whose readers do not agree, torch's among them, and what stands before and behind a zip. */
final class ZipTricks {
    private final List<Sample> samples = new ArrayList<>();
    private final byte[] hostile = Assembly.assemble("proto:2 system");
    private final byte[] text = Assembly.assemble("textSystem");
    private final byte[] benign = Program.pickle(2, "{\"epoch\": 3, \"loss\": [1, 2]}");
    private final byte[] unknown = Program.pickle(4, "acme.net:Net!() ~ {\"w\": 1}");

    private ZipTricks() {}

    static List<Sample> all() {
        ZipTricks tricks = new ZipTricks();
        tricks.torchZips();
        tricks.zipTricks();
        tricks.aroundZips();
        return tricks.samples;
    }

    private void add(String technique, String name, byte[] bytes) {
        samples.add(new Sample(technique, name, bytes));
    }

    private void torchZips() {
        String t = "torch zip";
        add(t, "torch/archive.pt", torch("archive/", hostile).build());
        add(
                t,
                "torch/named-after-the-file.bin",
                torch("pytorch_model/", hostile).build());
        add(t, "torch/no-root.pt", torch("", hostile).build());
        add(t, "torch/deep-root.pt", torch("a/b/c/d/e/", hostile).build());
        add(t, "torch/unicode-root.pt", torch("modell-\u00fc\u4e00/", hostile).build());
        add(t, "torch/text-pickle.pt", torch("archive/", text).build());
        add(t, "torch/unknown-class.pt", torch("archive/", unknown).build());
        add(t, "torch/no-extension", torch("archive/", hostile).build());
        add(t, "torch/in-h5.h5", torch("archive/", hostile).build());
        ZipBytes deflated = new ZipBytes();
        deflated.deflated("archive/data.pkl", hostile);
        deflated.stored("archive/version", "3");
        add(t, "torch/deflated.pt", deflated.build());
        ZipBytes only = new ZipBytes();
        only.stored("data.pkl", hostile);
        add(t, "torch/only-data.pt", only.build());
        ZipBytes late = new ZipBytes();
        late.stored("archive/data/0", new byte[100_000]);
        late.stored("archive/data.pkl", hostile);
        add(t, "torch/storage-first.pt", late.build());
        ZipBytes aside = torch("archive/", benign);
        aside.stored("archive/extra/other.pkl", hostile);
        add(t, "torch/another-pickle-aside.pt", aside.build());
        ZipBytes lightning = torch(
                "epoch=3-step=100/",
                Program.pickle(
                        2, "{\"epoch\": 3, \"hyper_parameters\": {\"f\": os:system(\"id\")}, \"callbacks\": {}}"));
        add(t, "torch/lightning.ckpt", lightning.build());
        ZipBytes scripted = torch("archive/", benign);
        scripted.stored("archive/constants.pkl", hostile);
        scripted.stored("archive/code/__torch__.py", "class M(Module):\n  pass\n");
        add("TorchScript", "torchscript/constants.pt", scripted.build());
        ZipBytes scriptedData = torch("archive/", hostile);
        scriptedData.stored("archive/constants.pkl", benign);
        scriptedData.stored("archive/code/__torch__.py", "class M(Module):\n  pass\n");
        add("TorchScript", "torchscript/data.pt", scriptedData.build());
        ZipBytes extra = torch("archive/", benign);
        extra.stored("archive/constants.pkl", benign);
        extra.stored("archive/code/__torch__.py", "class M(Module):\n  pass\n");
        extra.stored("archive/code/__torch__.py.debug_pkl", hostile);
        add("TorchScript", "torchscript/debug-pickle.pt", extra.build());
        ZipBytes module = torch("archive/", Program.pickle(2, "__torch__.os:system(\"id\")"));
        module.stored("archive/version", "3");
        add("TorchScript", "torchscript/name-without-code.pt", module.build());
        ZipBytes pkg = new ZipBytes();
        pkg.stored("x/.data/version", "6");
        pkg.stored("x/.data/extern_modules", "os\n");
        pkg.stored("x/model/model.pkl", hostile);
        add(t, "torch/package.pt", pkg.build());
        for (String member :
                List.of("weights.bin", "model", "a.txt", "x/y/z.dat", "README.md", "data.pk", "data.pkl.bak")) {
            add("other members of a zip", "members/" + member.replace('/', '-') + ".zip", zip(member, hostile));
            add("other members of a zip", "members/text-" + member.replace('/', '-') + ".zip", zip(member, text));
        }
    }

    private ZipBytes pair(byte[] first, byte[] second) {
        ZipBytes zip = new ZipBytes();
        zip.stored("archive/data.pkl", first);
        zip.stored("archive/data.pkl", second);
        zip.stored("archive/version", "3");
        return zip;
    }

    private void zipTricks() {
        String t = "tricks of the zip";
        add(t, "zip/duplicate-hostile-last.pt", pair(benign, hostile).build());
        add(t, "zip/duplicate-hostile-first.pt", pair(hostile, benign).build());
        ZipBytes cased = new ZipBytes();
        cased.stored("archive/data.pkl", benign);
        cased.stored("archive/DATA.PKL", hostile);
        add(t, "zip/duplicate-in-capitals.pt", cased.build());
        one(t, "wrong-crc", m -> m.both(h -> h.crc ^= 0x1234));
        one(t, "wrong-crc-local", m -> m.local.crc = 0);
        one(t, "encrypted-bit", m -> m.both(h -> h.flags |= 1));
        one(t, "encrypted-bit-local", m -> m.local.flags |= 1);
        one(t, "encrypted-bit-central", m -> m.central.flags |= 1);
        one(t, "local-size-zero", m -> m.local.csize = m.local.usize = 0);
        one(t, "local-size-small", m -> m.local.csize = m.local.usize = 3);
        one(t, "local-size-huge", m -> m.local.csize = m.local.usize = 0x7fff_ffff);
        one(t, "central-size-uncompressed-wrong", m -> m.central.usize = 5);
        one(t, "name-local-other", m -> m.local.name("archive/datap.kl"));
        one(t, "name-central-other", m -> m.central.name("archive/readme.md"));
        one(t, "name-backslash", m -> m.both(h -> h.name("archive\\data.pkl")));
        one(t, "name-backslash-central", m -> m.central.name("archive\\data.pkl"));
        one(t, "name-dots", m -> m.both(h -> h.name("archive/./data.pkl")));
        one(t, "name-up", m -> m.both(h -> h.name("../archive/data.pkl")));
        one(t, "name-absolute", m -> m.both(h -> h.name("/archive/data.pkl")));
        one(t, "name-nul", m -> m.both(h -> h.name("archive/data.pkl\0.txt")));
        one(t, "name-directory", m -> m.both(h -> h.name("archive/data.pkl/")));
        one(t, "name-empty", m -> m.both(h -> h.name("")));
        one(t, "method-local-other", m -> m.local.method = 8);
        one(t, "streamed", m -> m.streamed(true));
        one(t, "streamed-without-signature", m -> m.streamed(false));
        one(t, "directory-attribute", m -> m.central.mode = 040755);
        one(t, "link-attribute", m -> m.central.mode = 0120777);
        one(t, "made-by-dos", m -> m.central.madeBy = 20);
        one(t, "not-listed", m -> m.listed = false);
        one(t, "extra-field-garbage", m -> m.both(h -> h.extra = new byte[] {1, 2, 3, 4, 5}));
        one(t, "bytes-before", m -> m.before = new byte[100]);
        one(t, "deflated-flag-stored", m -> m.central.method = 8);
        more(t);
    }

    private void one(String technique, String name, Consumer<ZipBytes.Member> change) {
        ZipBytes zip = new ZipBytes();
        change.accept(zip.stored("archive/data.pkl", hostile));
        zip.stored("archive/version", "3");
        add(technique, "zip/" + name + ".pt", zip.build());
    }

    private void more(String t) {
        ZipBytes zip64 = torch("archive/", hostile);
        zip64.zip64 = true;
        add(t, "zip/zip64.pt", zip64.build());
        ZipBytes comment = torch("archive/", hostile);
        comment.comment = new byte[60_000];
        add(t, "zip/long-comment.pt", comment.build());
        ZipBytes counted = torch("archive/", hostile);
        counted.entriesMore = 5;
        add(t, "zip/count-too-high.pt", counted.build());
        ZipBytes few = torch("archive/", hostile);
        few.entriesMore = -4;
        add(t, "zip/count-too-low.pt", few.build());
        ZipBytes disks = torch("archive/", hostile);
        disks.disk = 3;
        add(t, "zip/other-disk.pt", disks.build());
        ZipBytes before = torch("archive/", hostile);
        before.beforeDirectory = new byte[500];
        add(t, "zip/hole-before-directory.pt", before.build());
        byte[] whole = torch("archive/", hostile).build();
        add(t, "zip/truncated.pt", Arrays.copyOf(whole, whole.length - 30));
        add(t, "zip/truncated-directory.pt", Arrays.copyOf(whole, whole.length / 2));
        add(t, "zip/end-record-twice.pt", join(whole, Arrays.copyOfRange(whole, whole.length - 22, whole.length)));
        ZipBytes inner = torch("archive/", hostile);
        inner.prefix = torch("archive/", benign).build();
        inner.offsetsFromPrefix = true;
        add(t, "zip/two-zips-hostile-last.pt", inner.build());
        ZipBytes outer = torch("archive/", benign);
        outer.prefix = torch("archive/", hostile).build();
        outer.offsetsFromPrefix = true;
        add(t, "zip/two-zips-hostile-first.pt", outer.build());
        ZipBytes hidden = torch("archive/", benign);
        hidden.comment = Arrays.copyOf(
                torch("archive/", hostile).build(), torch("archive/", hostile).build().length);
        add(t, "zip/zip-in-comment.pt", hidden.build());
        add(t, "zip/zip-in-zip.zip", zip("inner.zip", torch("archive/", hostile).build()));
        add(t, "zip/five-zips.zip", zip("4.zip", zip("3.zip", zip("2.zip", zip("1.zip", zip("data.pkl", hostile))))));
    }

    private void aroundZips() {
        String t = "before and after a zip";
        byte[] zip = torch("archive/", benign).build();
        ZipBytes prefixed = torch("archive/", benign);
        prefixed.prefix = hostile;
        add(t, "polyglot/pickle-before-zip.pt", prefixed.build());
        prefixed.offsetsFromPrefix = true;
        add(t, "polyglot/pickle-before-zip-moved.pt", prefixed.build());
        ZipBytes textBefore = torch("archive/", benign);
        textBefore.prefix = text;
        add(t, "polyglot/text-pickle-before-zip.bin", textBefore.build());
        add(t, "polyglot/pickle-after-zip.pt", join(zip, hostile));
        add(t, "polyglot/text-pickle-after-zip.pt", join(zip, text));
        ZipBytes junk = torch("archive/", hostile);
        junk.prefix = new byte[1000];
        add(t, "polyglot/zeros-before-zip.pt", junk.build());
        ZipBytes png = torch("archive/", hostile);
        png.prefix = latin1("\u0089PNG\r\n\u001a\n and so on");
        add(t, "polyglot/picture-before-zip.png", png.build());
        ZipBytes script = torch("archive/", hostile);
        script.prefix = latin1("#!/usr/bin/env python3\n");
        add(t, "polyglot/script-before-zip.bin", script.build());
        ZipBytes safetensors = torch("archive/", hostile);
        safetensors.prefix = join(new byte[] {2, 0, 0, 0, 0, 0, 0, 0}, latin1("{}"));
        add(t, "polyglot/safetensors-before-zip.safetensors", safetensors.build());
        add(
                t,
                "polyglot/zip-after-pickle.pkl",
                join(benign, torch("archive/", hostile).build()));
        add(t, "polyglot/legacy-before-zip.pt", join(torchLegacy(hostile), zip));
        ZipBytes tar = torch("archive/", benign);
        tar.prefix = tar("data.pkl", hostile);
        add(t, "polyglot/tar-before-zip.pt", tar.build());
        add(t, "polyglot/npy-then-pickle.npy", join(npy(benign), hostile));
        add(t, "polyglot/two-gzips.gz", join(gzip(benign), gzip(hostile)));
    }
}
