using System.Diagnostics.CodeAnalysis;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Resilience;
using Coffer.Vault.Wire;
using Microsoft.Extensions.Logging;

namespace Coffer.Vault.Links;

/// <summary>One generation of one VaultConnection in this process: its connections, its gate, and what is known of its server.</summary>
internal sealed class VaultLink : IDisposable
{
    private readonly VaultOptions _options;
    private readonly TimeProvider _time;
    private readonly CertificateCheck _check;
    private readonly Reach _reach;
    private readonly HttpMessageInvoker _http;
    private readonly VaultExchange _exchange;
    private readonly NamespaceGuard _namespaces;
    private long _lastUsed;

    public VaultLink(VaultEndpoint endpoint, VaultOptions options, Uri? apiServer, ByteBudget memory, TimeProvider time, ILogger logger)
    {
        (Endpoint, _options, _time) = (endpoint, options, time);
        _check = new CertificateCheck(endpoint);
        _reach = new Reach(endpoint, options, apiServer);
        _http = new HttpMessageInvoker(VaultTransport.Create(endpoint, _reach, _check, options));
        _exchange = new VaultExchange(_http, endpoint, _reach, options, memory, time);
        _namespaces = new NamespaceGuard(endpoint, _exchange, time);
        Gate = new Gate(endpoint, options, time, logger);
        Touch();
    }

    public VaultEndpoint Endpoint { get; }

    public Gate Gate { get; }

    public TimeSpan Idle => _time.GetElapsedTime(Interlocked.Read(ref _lastUsed));

    public void Touch() => Interlocked.Exchange(ref _lastUsed, _time.GetTimestamp());

    /// <summary>Through the gate: an answer that holds what was asked for, or a failure.</summary>
    public async Task<Outcome<VaultAnswer>> SendAsync(VaultCall call, CancellationToken cancellation)
    {
        if (call.Certificate is not { } certificate)
        {
            return await SendSharedAsync(call, cancellation);
        }

        if (ClientIdentity.Open(Endpoint, call, certificate).TryGet(out var identity, out var failure))
        {
            using (identity)
            using (var http = new HttpMessageInvoker(VaultTransport.Create(Endpoint, _reach, identity.Check, _options)))
            {
                return await SendSharedAsync(call with { Via = http }, cancellation);
            }
        }

        return failure;
    }

    private async Task<Outcome<VaultAnswer>> SendSharedAsync(VaultCall call, CancellationToken cancellation) =>
        _exchange.Problem(call) is { } problem
            ? problem
            : await Gate.RunAsync(call, token => TryAsync(call, inner => JudgedAsync(call, inner), token), cancellation);

    /// <summary>Past the gate: any answer at all.</summary>
    public async Task<Outcome<VaultAnswer>> ProbeAsync(VaultCall call, CancellationToken cancellation) =>
        _exchange.Problem(call) is { } problem
            ? problem
            : await TryAsync(call, inner => _exchange.SendAsync(call, inner), cancellation);

    public void Dispose()
    {
        _http.Dispose();
        _check.Dispose();
        _namespaces.Dispose();
    }

    private async Task<Outcome<VaultAnswer>> JudgedAsync(VaultCall call, CancellationToken cancellation)
    {
        var sent = await _namespaces.SendAsync(call, cancellation);
        if (!sent.TryGet(out var answer, out _) || VaultErrors.FromAnswer(Endpoint, call, answer) is not { } failure)
        {
            return sent;
        }

        answer.Dispose();
        return failure;
    }

    [SuppressMessage("Design", "CA1031", Justification = "The adapter's edge: whatever the transport throws becomes a failure.")]
    private async Task<Outcome<VaultAnswer>> TryAsync(
        VaultCall call, Func<CancellationToken, Task<Outcome<VaultAnswer>>> send, CancellationToken cancellation)
    {
        var limit = Endpoint.Timeout > TimeSpan.Zero && Endpoint.Timeout < _options.TryTimeout ? Endpoint.Timeout : _options.TryTimeout;
        using var timer = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await send(either.Token);
        }
        catch (Exception) when (timer.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return VaultErrors.Timeout(Endpoint, call, limit);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return VaultErrors.FromException(Endpoint, call, exception);
        }
    }
}
