namespace Estop.Weaving.Reports;

/// <summary>Why a call, or a whole method, may hold up a stop.</summary>
internal sealed record CallVerdict(StoppabilityCause Cause, string Subject, string Detail);
