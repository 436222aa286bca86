package io.kikkake.server.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows what keeps the product from starting in plain words, without a stack trace. */
class StartupFailedAnalyzer extends AbstractFailureAnalyzer<StartupFailed> {

    @Override
    protected FailureAnalysis analyze(Throwable root, StartupFailed failed) {
        return new FailureAnalysis(String.valueOf(failed.getMessage()), null, failed);
    }
}
