using System.Net;
using System.Security.Cryptography;
using System.Text;
using Coffer.Embedded.Kubernetes.Hosting;
using Coffer.Embedded.Kubernetes.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coffer.Embedded.Kubernetes;

/// <summary>
/// A Kubernetes API server in this process, in memory, on the loopback address, with the wire behaviour of kube-apiserver 1.36.
/// </summary>
public sealed class EmbeddedKubernetes : IAsyncDisposable
{
    private readonly ServerCertificate _certificate;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ClusterState _state;
    private readonly Task _controllers;
    private WebApplication? _app;
    private int _port;

    private EmbeddedKubernetes(EmbeddedKubernetesOptions options)
    {
        AdminToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _port = options.Port;
        _certificate = new ServerCertificate(options.Time);
        _state = new ClusterState(options, AdminToken, () => Address, () => CertificateAuthorityPem);
        Watches = new WatchControl(_state.Store);
        _controllers = Task.Run(() => _state.RunControllersAsync(_disposed.Token));
    }

    /// <summary>https://127.0.0.1:port/</summary>
    public Uri Address => new($"https://127.0.0.1:{_port}/");

    /// <summary>The bearer token of the administrator (system:masters).</summary>
    public string AdminToken { get; }

    /// <summary>The certificate authority that signed the server's certificate, in PEM form.</summary>
    public string CertificateAuthorityPem => _certificate.AuthorityPem;

    /// <summary>The public key that ServiceAccount tokens are signed with, in PEM form.</summary>
    public string TokenPublicKeyPem => _state.Issuer.PublicKeyPem;

    /// <summary>The issuer of ServiceAccount tokens.</summary>
    public static string TokenIssuer => Tokens.TokenIssuer.Issuer;

    /// <summary>A kubeconfig of the administrator.</summary>
    public string KubeconfigYaml => Kubeconfig(AdminToken);

    /// <summary>What the server was asked.</summary>
    public RequestLog Requests => _state.Requests;

    /// <summary>Faults of requests.</summary>
    public Faults Faults => _state.Faults;

    /// <summary>What admission does to writes: nothing, unless told.</summary>
    public Admission Admission => _state.Admission;

    /// <summary>Faults of watches.</summary>
    public WatchControl Watches { get; }

    /// <summary>The latest resourceVersion.</summary>
    public long Revision => _state.Store.Revision;

    /// <summary>Starts a server; it is ready when the task completes.</summary>
    public static async Task<EmbeddedKubernetes> StartAsync(EmbeddedKubernetesOptions options, CancellationToken cancellationToken)
    {
        var server = new EmbeddedKubernetes(options);
        try
        {
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the server down: connections break, the port is closed, the state stays.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            using var impatient = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await impatient.CancelAsync();
            await app.StopAsync(impatient.Token);
            await app.DisposeAsync();
        }
    }

    /// <summary>Brings a stopped server back on its old port with its old state.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
        {
            return;
        }

        var app = Build();
        app.Run(_state.Pipeline.HandleAsync);
        await app.StartAsync(cancellationToken);
        _port = new Uri(app.Urls.Single()).Port;
        _app = app;
    }

    /// <summary>Forgets all history: watches and pages from earlier revisions get their 410.</summary>
    public void Compact() => _state.Store.Compact();

    /// <summary>All objects as they are now.</summary>
    public ClusterSnapshot Save() => _state.Store.Save();

    /// <summary>
    /// Does what people do with etcd after an accident: takes the server down, goes back to a snapshot, brings the server up again.
    /// ResourceVersions go back with it; who watches on from a later one hears
    /// nothing until that version has come again.
    /// </summary>
    /// <param name="snapshot">What to go back to.</param>
    /// <param name="secrets">Another snapshot for Secrets, as with an etcd of their own; null for the same.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RestoreAsync(ClusterSnapshot snapshot, ClusterSnapshot? secrets, CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        var revision = Math.Max(snapshot.Revision, secrets?.Revision ?? 0);
        _state.Store.Restore(revision, table => (table == "secrets" ? secrets ?? snapshot : snapshot).Table(table));
        await StartAsync(cancellationToken);
    }

    /// <summary>Writes the administrator's kubeconfig, readable by the owner only.</summary>
    public void WriteKubeconfig(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(KubeconfigYaml);
    }

    /// <summary>A kubeconfig for any bearer token, such as a ServiceAccount's.</summary>
    public string Kubeconfig(string token) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: embedded
          cluster:
            server: https://127.0.0.1:{_port}
            certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(CertificateAuthorityPem))}
        users:
        - name: embedded
          user:
            token: {token}
        contexts:
        - name: embedded
          context:
            cluster: embedded
            user: embedded
        current-context: embedded

        """;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        await StopAsync(CancellationToken.None);
        await _controllers;
        _state.Dispose();
        _certificate.Dispose();
        _disposed.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 250;
            kestrel.Listen(IPAddress.Loopback, _port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(_certificate.Certificate);
            });
        });
        return builder.Build();
    }
}
