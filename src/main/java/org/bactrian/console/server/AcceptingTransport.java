package org.bactrian.console.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.util.function.Consumer;

/**
 * The JDK's sockets, which tell of each connection that is accepted. Vert.x tells of one only after
 * its TLS handshake, which a client may never finish.
 */
final class AcceptingTransport extends JDKTransport {

  private final Consumer<Channel> accepted;

  private AcceptingTransport(Consumer<Channel> accepted) {
    this.accepted = accepted;
  }

  /** A Vert.x of its own, whose servers tell of each connection before a byte of it is read. */
  static Vertx vertx(Consumer<Channel> accepted) {
    return new VertxBuilder(new VertxOptions())
        .findTransport(new AcceptingTransport(accepted))
        .init()
        .vertx();
  }

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    super.configure(options, domainSocket, bootstrap);
    bootstrap.handler(new Acceptor());
  }

  @Sharable
  private final class Acceptor extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext server, Object connection) {
      accepted.accept((Channel) connection);
      server.fireChannelRead(connection);
    }
  }
}
