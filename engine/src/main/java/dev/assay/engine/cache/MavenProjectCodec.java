package dev.assay.engine.cache;

import dev.assay.engine.fact.MavenProject;
import dev.assay.engine.fact.MavenProject.Mentioned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** {@link MavenProject} as bytes and back. */
@SuppressWarnings("EnumOrdinal") // a build reads only what the same build wrote
final class MavenProjectCodec {
    private MavenProjectCodec() {}

    static void write(FactOutput out, MavenProject project) {
        out.text(project.parentFile());
        out.writeInt(project.mentioned().size());
        for (Mentioned each : project.mentioned()) {
            out.writeByte(each.kind().ordinal());
            out.text(each.group());
            out.text(each.artifact());
            out.text(each.version());
            out.text(each.scope());
            out.text(each.optional());
            out.text(each.variant());
            out.writeBoolean(each.isOpen());
            out.writeLong(each.offsetBytes());
            out.writeInt(each.line());
        }
        out.writeInt(project.properties().size());
        project.properties().forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
        out.text(project.licence());
        out.writeLong(project.offsetBytes());
    }

    static MavenProject read(FactInput in) throws IOException {
        String parentFile = in.text();
        int count = in.count();
        List<Mentioned> mentioned = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            mentioned.add(new Mentioned(
                    in.one(MavenProject.Kind.values()),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.get() != 0,
                    in.getLong(),
                    in.getInt()));
        }
        SortedMap<String, String> properties = in.parameters();
        return new MavenProject(parentFile, mentioned, properties, in.text(), in.getLong());
    }
}
