namespace Coffer.Cloud.Tests.Support;

/// <summary>How tests call clouds where they do not say otherwise: nobody listens there.</summary>
internal static class TestOptions
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    public static CloudOptions Cloud { get; } = new() { Reach = new(), GcpSts = Nowhere, GcpIam = Nowhere, GcpMetadata = Nowhere };
}
