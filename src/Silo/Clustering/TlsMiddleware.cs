using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Coffer.Silo.Clustering;

/// <summary>
/// Puts mutual TLS 1.3 between two silos. Nothing of Orleans' own protocol is read or sent before both sides have accepted each other.
/// </summary>
internal sealed class TlsMiddleware(TrustKeeper keeper, TlsOptions options, Refusals refusals, TimeProvider time)
{
    /// <summary>
    /// A listening side sends this byte once it has accepted the caller. In TLS 1.3 a caller's handshake ends before its
    /// certificate was looked at.
    /// </summary>
    private const byte Welcome = 1;

    /// <summary>
    /// The part of a connection's life after which the caller waits for a quiet moment to end it. The other side waits for none, it ends
    /// what the caller did not.
    /// </summary>
    private const double CallersShare = 0.75;

    /// <summary>A connection that another silo, or a stranger, opened.</summary>
    public Task AcceptAsync(ConnectionContext context, ConnectionDelegate next) => RunAsync(context, next, WelcomeAsync, share: 1);

    /// <summary>A connection that this silo opened.</summary>
    public Task ConnectAsync(ConnectionContext context, ConnectionDelegate next) => RunAsync(context, next, IntroduceAsync, CallersShare);

    private delegate Task Handshake(SslStream stream, Verdict verdict, CancellationToken cancellation);

    private async Task RunAsync(ConnectionContext context, ConnectionDelegate next, Handshake handshake, double share)
    {
        var transport = context.Transport;
        var wire = new DuplexStream(transport);
        await using var stream = new SslStream(wire, leaveInnerStreamOpen: true);
        await AuthenticateAsync(context, stream, handshake);
        using var pipe = new TlsPipe(stream, context.Features.Get<IMemoryPoolFeature>()?.MemoryPool);
        await using var retirement = new Retirement(wire, pipe, options.ConnectionLife, share, time);
        context.Transport = pipe;
        try
        {
            await next(context);
        }
        finally
        {
            context.Transport = transport;
        }
    }

    /// <exception cref="AuthenticationException">One side does not accept the other. Orleans closes the connection, and as a caller waits
    /// before it tries again.</exception>
    private async Task AuthenticateAsync(ConnectionContext context, SslStream stream, Handshake handshake)
    {
        using var limit = new CancellationTokenSource(options.HandshakeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.ConnectionClosed);
        var verdict = new Verdict();
        try
        {
            await handshake(stream, verdict, both.Token);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or OperationCanceledException)
        {
            var isLate = limit.IsCancellationRequested && !context.ConnectionClosed.IsCancellationRequested;
            var refusal = verdict.Refusal ?? (isLate
                ? new Refusal(RefusedBecause.Late, $"no TLS handshake within {options.HandshakeLimit.TotalSeconds} s")
                : new Refusal(RefusedBecause.NoHandshake, $"the TLS handshake failed: {Innermost(error)}"));
            if (refusal.Why == RefusedBecause.UnknownAuthority)
            {
                keeper.ReadSoon();
            }

            refusals.Tell(context.RemoteEndPoint, refusal);
            throw new AuthenticationException($"{context.RemoteEndPoint}: {refusal.Reason}", error);
        }
    }

    private async Task WelcomeAsync(SslStream stream, Verdict verdict, CancellationToken cancellation)
    {
        var trust = keeper.Current;
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                ServerCertificateContext = trust.Leaf,
                ClientCertificateRequired = true,
                CertificateChainPolicy = PeerCheck.Policy(trust, LeafMint.ClientPurpose, time.GetUtcNow()),
                RemoteCertificateValidationCallback = Examine(verdict),
                AllowTlsResume = false,
            },
            cancellation);
        await stream.WriteAsync(new[] { Welcome }, cancellation);
    }

    private async Task IntroduceAsync(SslStream stream, Verdict verdict, CancellationToken cancellation)
    {
        var trust = keeper.Current;
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls13,
                ClientCertificateContext = trust.Leaf,
                CertificateChainPolicy = PeerCheck.Policy(trust, LeafMint.ServerPurpose, time.GetUtcNow()),
                RemoteCertificateValidationCallback = Examine(verdict),
                AllowTlsResume = false,
            },
            cancellation);
        await ExpectWelcomeAsync(stream, verdict, cancellation);
    }

    private static async Task ExpectWelcomeAsync(SslStream stream, Verdict verdict, CancellationToken cancellation)
    {
        var answer = new byte[1];
        try
        {
            if (await stream.ReadAsync(answer, cancellation) == 1 && answer[0] == Welcome)
            {
                return;
            }
        }
        catch (IOException)
        {
            // The other side's alert says no more than its log does.
        }

        verdict.Refusal = new Refusal(RefusedBecause.NotAccepted, "it does not accept this silo's certificate; its log says why");
        throw new AuthenticationException(verdict.Refusal.Reason);
    }

    private RemoteCertificateValidationCallback Examine(Verdict verdict) => (_, certificate, chain, errors) =>
    {
        verdict.Refusal = PeerCheck.Examine(certificate as X509Certificate2, chain, errors, keeper.ClusterId);
        return verdict.Refusal is null;
    };

    private static string Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error.Message;

    /// <summary>Carries the reason of a refusal out of the callback, whose own answer is yes or no.</summary>
    private sealed class Verdict
    {
        public Refusal? Refusal { get; set; }
    }
}
