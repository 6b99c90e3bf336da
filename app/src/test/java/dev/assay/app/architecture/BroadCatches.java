package dev.assay.app.architecture;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds {@code catch (Exception e)} and {@code catch (Throwable t)}. From the source, because in bytecode every
 * try-with-resources catches Throwable.
 */
final class BroadCatches {
    private static final Set<String> BROAD =
            Set.of("Exception", "Throwable", "java.lang.Exception", "java.lang.Throwable");

    private BroadCatches() {}

    /** Where, as {@code file:line}, under the given folders. */
    static List<String> in(List<Path> sourceFolders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : sourceFolders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        List<String> found = new ArrayList<>();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) javac.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(
                        new TreeScanner<Void, Void>() {
                            @Override
                            public Void visitCatch(CatchTree caught, Void nothing) {
                                Tree type = caught.getParameter().getType();
                                List<? extends Tree> types = type instanceof UnionTypeTree union
                                        ? union.getTypeAlternatives()
                                        : List.of(type);
                                if (types.stream().anyMatch(t -> BROAD.contains(t.toString()))) {
                                    found.add(where(unit, caught));
                                }
                                return super.visitCatch(caught, nothing);
                            }
                        },
                        null);
            }
        }
        return found;
    }

    private static String where(CompilationUnitTree unit, CatchTree caught) {
        try {
            String source = unit.getSourceFile().getCharContent(true).toString();
            int at = Math.max(0, source.indexOf(caught.getParameter().toString()));
            return Path.of(unit.getSourceFile().toUri()) + ":"
                    + (1 + source.substring(0, at).lines().count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
