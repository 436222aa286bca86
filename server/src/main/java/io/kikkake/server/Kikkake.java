package io.kikkake.server;

import io.kikkake.server.platform.CommandLine;
import io.kikkake.server.platform.Startup;
import io.kikkake.server.platform.StartupFailed;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The one process: {@code start} and {@code demo} serve, {@code apply} talks to a server that runs. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Kikkake {

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        String command = words.isEmpty() ? "start" : words.getFirst();
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        switch (command) {
            case "start", "demo" -> serve(command.equals("demo"), rest);
            case "apply" -> System.exit(CommandLine.apply(rest));
            default -> {
                System.err.println("Unknown command: " + command + " (start, demo or apply)");
                System.exit(2);
            }
        }
    }

    private static void serve(boolean demo, List<String> options) {
        var application = new SpringApplication(Kikkake.class);
        try {
            Startup.prepare(application, demo, options);
        } catch (StartupFailed failed) {
            System.err.println(failed.getMessage());
            System.exit(2);
        }
        application.run();
    }
}
