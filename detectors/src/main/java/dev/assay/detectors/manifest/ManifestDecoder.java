package dev.assay.detectors.manifest;

import dev.assay.detectors.manifest.actions.ActionsFormats;
import dev.assay.detectors.manifest.beam.BeamFormats;
import dev.assay.detectors.manifest.binary.BinaryPackagesDecoder;
import dev.assay.detectors.manifest.cargo.CargoFormats;
import dev.assay.detectors.manifest.conda.CondaFormats;
import dev.assay.detectors.manifest.container.ContainerFormats;
import dev.assay.detectors.manifest.cpp.CppFormats;
import dev.assay.detectors.manifest.dart.DartFormats;
import dev.assay.detectors.manifest.deno.DenoFormats;
import dev.assay.detectors.manifest.dotnet.DotnetFormats;
import dev.assay.detectors.manifest.golang.GoFormats;
import dev.assay.detectors.manifest.haskell.HaskellFormats;
import dev.assay.detectors.manifest.helm.HelmFormats;
import dev.assay.detectors.manifest.lua.LuaFormats;
import dev.assay.detectors.manifest.maven.MavenFormats;
import dev.assay.detectors.manifest.npm.NpmFormats;
import dev.assay.detectors.manifest.ocaml.OcamlFormats;
import dev.assay.detectors.manifest.os.OsFormats;
import dev.assay.detectors.manifest.php.PhpFormats;
import dev.assay.detectors.manifest.pipeline.PipelineFormats;
import dev.assay.detectors.manifest.precommit.PreCommitFormats;
import dev.assay.detectors.manifest.python.PythonFormats;
import dev.assay.detectors.manifest.rlang.RFormats;
import dev.assay.detectors.manifest.ruby.RubyFormats;
import dev.assay.detectors.manifest.sbom.SbomFormats;
import dev.assay.detectors.manifest.swift.SwiftFormats;
import dev.assay.detectors.manifest.terraform.TerraformFormats;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.WholeBytes;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Magic;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.ConflictMarks;
import dev.assay.engine.text.TreeRoom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One kind of manifest, held as a whole while its reader goes through it. Immutable. */
public final class ManifestDecoder implements Decoder {
    /** The largest lockfiles that people have are of some ten megabytes; bills of materials of some hundred. */
    private static final int MOST_BYTES = 512 << 20;

    private final ManifestFormat format;
    private final Magic magic;

    private ManifestDecoder(ManifestFormat format, Magic magic) {
        this.format = format;
        this.magic = magic;
    }

    /** One decoder for each kind, and one for programs that name their packages. */
    public static List<Decoder> all() {
        List<ManifestFormat> formats = formats();
        ManifestKinds kinds = new ManifestKinds(formats);
        List<Decoder> decoders = new ArrayList<>();
        formats.forEach(each -> decoders.add(decoder(each, kinds)));
        decoders.add(new BinaryPackagesDecoder());
        return decoders;
    }

    /** Whether a file of this name is a manifest, and one without anything in it a list of nothing. */
    public static boolean mayBeEmpty(String name) {
        return new ManifestKinds(formats()).mayBeEmpty(name);
    }

    /** All kinds; a new folder is one line here. */
    static List<ManifestFormat> formats() {
        List<ManifestFormat> formats = new ArrayList<>();
        formats.addAll(ActionsFormats.all());
        formats.addAll(BeamFormats.all());
        formats.addAll(CargoFormats.all());
        formats.addAll(CondaFormats.all());
        formats.addAll(ContainerFormats.all());
        formats.addAll(CppFormats.all());
        formats.addAll(DartFormats.all());
        formats.addAll(DenoFormats.all());
        formats.addAll(DotnetFormats.all());
        formats.addAll(GoFormats.all());
        formats.addAll(HaskellFormats.all());
        formats.addAll(HelmFormats.all());
        formats.addAll(LuaFormats.all());
        formats.addAll(MavenFormats.all());
        formats.addAll(NpmFormats.all());
        formats.addAll(OcamlFormats.all());
        formats.addAll(OsFormats.all());
        formats.addAll(PhpFormats.all());
        formats.addAll(PipelineFormats.all());
        formats.addAll(PreCommitFormats.all());
        formats.addAll(PythonFormats.all());
        formats.addAll(RFormats.all());
        formats.addAll(RubyFormats.all());
        formats.addAll(SbomFormats.all());
        formats.addAll(SwiftFormats.all());
        formats.addAll(TerraformFormats.all());
        formats.addAll(UnsupportedManifest.all());
        return formats;
    }

    private static Decoder decoder(ManifestFormat format, ManifestKinds kinds) {
        return new ManifestDecoder(format, kinds.is(format));
    }

    @Override
    public Format format() {
        return new Format(format.id(), magic);
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public boolean serves(Families asked) {
        return asked.hasAny(Dependency.FAMILIES);
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        try (WholeBytes whole = WholeBytes.read(in, budget, MOST_BYTES)) {
            if (!whole.isComplete()) {
                long unread = in.sizeBytes() < 0 ? -1 : in.sizeBytes() - whole.length();
                out.gap(GapKind.LIMIT, whole.length(), "is larger than what may be held of a manifest", unread);
                return;
            }
            if (format.isNeverEmpty() && isBlank(whole.bytes(), whole.length())) {
                out.gap(
                        GapKind.MALFORMED,
                        0,
                        "is empty, which its tools refuse: what it is about to say nobody knows",
                        -1);
                return;
            }
            if (LostContent.isPage(whole.bytes(), whole.length())) {
                out.gap(GapKind.MALFORMED, 0, "is a page of HTML: what was to be here is not known", -1);
                return;
            }
            read(whole.bytes(), whole.length(), out, budget);
        }
    }

    private static boolean isBlank(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private void read(byte[] bytes, int length, Sink out, Budget budget) throws IOException {
        try (TreeRoom room = new TreeRoom(budget, length)) {
            Repeated repeated = new Repeated(format.once(), out, budget);
            Shape shape = new Shape(format.shape(), format.needed(), KnownVersion.of(format.id()), out, repeated);
            Document document = new Document(bytes, length, budget, room, shape, repeated, out);
            try {
                format.reader().read(document, new Dependencies(document, out));
            } catch (MalformedException refused) {
                if (!document.isFaultTold()) {
                    document.stops(refused);
                    throw ConflictMarks.told(bytes, length, refused);
                }
            } finally {
                if (!format.isBinary()) {
                    document.tellNul();
                }
            }
        }
    }
}
