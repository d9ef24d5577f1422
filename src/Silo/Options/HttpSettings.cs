using System.Net;

namespace Coffer.Silo.Options;

/// <summary>Health, metrics, dashboard.</summary>
internal sealed record HttpSettings(IPAddress Address, int Port, bool Dashboard);
