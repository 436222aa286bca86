package io.kikkake.server.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Serves what the web module built: the admin UI, the site script and, in the demo, the shop. */
@Configuration(proxyBeanMethods = false)
class WebPages implements WebMvcConfigurer {

    private static final String FILES = "classpath:/static/";
    private static final String SITE_SCRIPT = "/kikkake.js";

    private final Settings settings;

    WebPages(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // Their names change with their content.
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        registry.addResourceHandler(SITE_SCRIPT)
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic());
        if (settings.demo()) {
            registry.addResourceHandler("/shop/**")
                    .addResourceLocations(FILES + "shop/")
                    .setCacheControl(CacheControl.noCache())
                    .resourceChain(true)
                    .addResolver(new ShopPage());
        }
        registry.addResourceHandler("/**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new AdminPage());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/index.html");
        if (settings.demo()) {
            registry.addRedirectViewController("/shop", "/shop/");
            registry.addViewController("/shop/").setViewName("forward:/shop/index.html");
        }
    }

    /** Any site may load the script, also with the attribute {@code crossorigin}. */
    @Override
    public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping(SITE_SCRIPT).allowedOrigins("*").allowedMethods("GET", "HEAD");
    }

    /** The admin UI is one page: it reads from the address itself what to show. */
    static final class AdminPage extends PathResourceResolver {

        private static final Set<String> NOT_OURS =
                Set.of("api", "v1", "u", "p", "c", "t", "shop", "demo", "schema", "actuator", "assets");

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            String first = path.split("/", 2)[0];
            if (first.equals("shop")) {
                return null; // the demo serves it elsewhere, and without the demo it is not there
            }
            Resource file = super.getResource(path, location);
            boolean page = isWithoutExtension(path) && !NOT_OURS.contains(first);
            return file == null && page ? super.getResource("index.html", location) : file;
        }
    }

    /** The pages of the shop are files: {@code /shop/cart} is {@code cart.html}. */
    static final class ShopPage extends PathResourceResolver {

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            Resource file = super.getResource(path, location);
            return file == null && isWithoutExtension(path) ? super.getResource(path + ".html", location) : file;
        }
    }

    private static boolean isWithoutExtension(String path) {
        return path.indexOf('.', path.lastIndexOf('/') + 1) < 0;
    }
}
