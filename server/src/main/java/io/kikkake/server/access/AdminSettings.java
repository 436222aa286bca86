package io.kikkake.server.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param email of the administrator that the first start makes */
@ConfigurationProperties("kikkake.admin")
record AdminSettings(@DefaultValue("admin@kikkake.local") String email) {}
