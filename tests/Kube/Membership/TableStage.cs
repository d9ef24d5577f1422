using Coffer.Contracts.Ports;
using Coffer.Embedded.Kubernetes;
using Coffer.Embedded.Kubernetes.Requests;
using Coffer.Kube.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Coffer.Kube.Tests.Membership;

/// <summary>An API server and silos' handles on tables in it.</summary>
internal sealed class TableStage : IAsyncDisposable
{
    public const string Namespace = "coffer";

    private readonly string _kubeconfig = Path.GetTempFileName();
    private readonly List<TableHandle> _handles = [];
    private readonly EmbeddedKubernetes _server;

    private TableStage(EmbeddedKubernetes server)
    {
        _server = server;
        server.WriteKubeconfig(_kubeconfig);
    }

    public Faults Faults => _server.Faults;

    public RequestLog Requests => _server.Requests;

    public static async Task<TableStage> StartAsync()
    {
        var options = new EmbeddedKubernetesOptions { Manifests = [$"apiVersion: v1\nkind: Namespace\nmetadata: {{ name: {Namespace} }}"] };
        return new TableStage(await EmbeddedKubernetes.StartAsync(options, CancellationToken.None));
    }

    /// <summary>A silo of its own on the table of a cluster, not initialized yet.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="skew">How far the silo's clock is ahead.</param>
    /// <param name="time">Its clock, in the place of a skewed one.</param>
    public TableHandle Handle(string cluster = "one", TimeSpan skew = default, TimeProvider? time = null)
    {
        var handle = new TableHandle(_kubeconfig, cluster, time ?? new SkewedTime(skew));
        _handles.Add(handle);
        return handle;
    }

    /// <summary>An initialized silo of its own.</summary>
    public async Task<TableHandle> JoinAsync(string cluster = "one", TimeSpan skew = default, TimeProvider? time = null)
    {
        var handle = Handle(cluster, skew, time);
        await handle.Table.InitializeMembershipTableAsync(true);
        return handle;
    }

    /// <summary>kubectl, so to speak.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var http = new HttpClient(handler) { BaseAddress = _server.Address };
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type)),
        };
        request.Headers.Authorization = new("Bearer", _server.AdminToken);
        return await http.SendAsync(request);
    }

    public static string PathOf(string cluster) => $"/api/v1/namespaces/{Namespace}/configmaps/coffer-silos-{cluster}";

    public async ValueTask DisposeAsync()
    {
        foreach (var handle in _handles)
        {
            await handle.DisposeAsync();
        }

        await _server.DisposeAsync();
        File.Delete(_kubeconfig);
    }
}

/// <summary>One silo's side: its table and its heartbeat, over a connection of its own.</summary>
internal sealed class TableHandle : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TableHandle(string kubeconfig, string cluster, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log));
        services.AddSingleton(time);
        services.Configure<ClusterOptions>(options => options.ClusterId = cluster);
        services.AddKube(TestOptions.Kube(kubeconfig) with { Namespace = TableStage.Namespace, ClusterId = cluster });
        services.AddKubeMembership();
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Time = time;
    }

    /// <summary>What the silo's log says, warnings and worse.</summary>
    public RecordedLog Log { get; } = new();

    public IMembershipTable Table => _services.GetRequiredService<IMembershipTable>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public IHeartbeat Heartbeat => Get<IHeartbeat>();

    public TimeProvider Time { get; }

    /// <summary>Now, as this silo believes it.</summary>
    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Inserts on the current version, and expects to succeed.</summary>
    public async Task InsertAsync(MembershipEntry entry) =>
        Assert.True(await Table.InsertRowAsync(entry, (await Table.ReadAllAsync()).Version.Next()), "the insert lost");

    /// <summary>Updates on the current version and row, and expects to succeed.</summary>
    public async Task UpdateAsync(MembershipEntry entry)
    {
        var data = await Table.ReadAllAsync();
        Assert.True(await Table.UpdateRowAsync(entry, data.TryGet(entry.SiloAddress)!.Item2, data.Version.Next()), "the update lost");
    }

    public Task AliveAsync(MembershipEntry entry, DateTime at) =>
        Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = at });

    public async Task<MembershipEntry?> FindAsync(MembershipEntry entry) => (await Table.ReadAllAsync()).TryGet(entry.SiloAddress)?.Item1;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>A clock that is wrong by a constant.</summary>
internal sealed class SkewedTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
