package planted.engine;

import java.io.StringReader;

/** Breaks a rule on purpose, see ArchitectureRules. */
final class CatchesEverything {
    String read(StringReader text) {
        try (StringReader in = text) {
            return "" + in.read();
        } catch (Exception e) {
            return "";
        }
    }

    void run(Runnable task) {
        try {
            task.run();
        } catch (IllegalStateException e) {
            throw e;
        } catch (Throwable t) {
            return;
        }
    }
}
