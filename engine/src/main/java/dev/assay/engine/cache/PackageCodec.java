package dev.assay.engine.cache;

import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.RegistryRecord;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** {@link Dependency} and {@link RegistryRecord} as bytes and back. */
@SuppressWarnings("EnumOrdinal") // a build reads only what the same build wrote
final class PackageCodec {
    private PackageCodec() {}

    static void write(FactOutput out, Dependency dependency) {
        out.text(dependency.coordinates().ecosystem());
        out.text(dependency.coordinates().namespace());
        out.text(dependency.coordinates().name());
        out.text(dependency.alias());
        out.text(dependency.version());
        out.text(dependency.range());
        out.writeByte(dependency.relation().ordinal());
        out.writeByte(dependency.scope().ordinal());
        out.texts(dependency.path());
        out.writeInt(dependency.dependents());
        out.writeByte(dependency.origin().kind().ordinal());
        out.text(dependency.origin().address());
        out.text(dependency.origin().source());
        out.text(dependency.integrity());
        out.text(dependency.licence());
        out.writeLong(dependency.offsetBytes());
        out.writeInt(dependency.line());
    }

    static Dependency dependency(FactInput in) throws IOException {
        return new Dependency(
                new Dependency.Coordinates(in.text(), in.text(), in.text()),
                in.text(),
                in.text(),
                in.text(),
                in.one(Dependency.Relation.values()),
                in.one(Dependency.Scope.values()),
                in.texts(),
                in.getInt(),
                new Dependency.Origin(in.one(Dependency.Origin.Kind.values()), in.text(), in.text()),
                in.text(),
                in.text(),
                in.getLong(),
                in.getInt());
    }

    static void write(FactOutput out, RegistryRecord known) {
        out.text(known.coordinates().ecosystem());
        out.text(known.coordinates().namespace());
        out.text(known.coordinates().name());
        out.writeByte(known.existence().ordinal());
        out.writeLong(known.releases().count());
        out.writeLong(known.releases().firstMillis());
        out.writeLong(known.releases().latestMillis());
        out.writeInt(known.releases().mostInDay());
        out.writeInt(known.releases().mostInWeek());
        out.writeLong(known.downloads().count());
        out.writeInt(known.downloads().days());
        out.texts(known.owners());
        out.text(known.repository());
        out.writeInt(known.traits().size());
        for (RegistryRecord.Trait trait : RegistryRecord.Trait.values()) {
            if (known.traits().containsKey(trait)) {
                out.writeByte(trait.ordinal());
                out.writeBoolean(known.is(trait));
            }
        }
        out.writeLong(known.sizeBytes());
        out.writeInt(known.sources().size());
        for (RegistryRecord.Aspect aspect : RegistryRecord.Aspect.values()) {
            String source = known.sources().get(aspect);
            if (source != null) {
                out.writeByte(aspect.ordinal());
                out.text(source);
            }
        }
    }

    static RegistryRecord registryRecord(FactInput in) throws IOException {
        return new RegistryRecord(
                new Dependency.Coordinates(in.text(), in.text(), in.text()),
                in.one(RegistryRecord.Existence.values()),
                new RegistryRecord.Releases(in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.getInt()),
                new RegistryRecord.Downloads(in.getLong(), in.getInt()),
                in.texts(),
                in.text(),
                traits(in),
                in.getLong(),
                sources(in));
    }

    private static Map<RegistryRecord.Trait, Boolean> traits(FactInput in) throws IOException {
        Map<RegistryRecord.Trait, Boolean> traits = new EnumMap<>(RegistryRecord.Trait.class);
        for (int n = in.count(); n > 0; n--) {
            traits.put(in.one(RegistryRecord.Trait.values()), in.get() != 0);
        }
        return traits;
    }

    private static Map<RegistryRecord.Aspect, String> sources(FactInput in) throws IOException {
        Map<RegistryRecord.Aspect, String> sources = new EnumMap<>(RegistryRecord.Aspect.class);
        for (int n = in.count(); n > 0; n--) {
            sources.put(in.one(RegistryRecord.Aspect.values()), in.text());
        }
        return sources;
    }
}
