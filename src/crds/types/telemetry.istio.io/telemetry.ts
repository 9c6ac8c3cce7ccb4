// Written by src/crds/vendor from istio.io/api/kubernetes/customresourcedefinitions.gen.yaml v1.31.1; do not edit.

/** telemetry.istio.io/v1 Telemetry */
export interface Telemetry {
  apiVersion: "telemetry.istio.io/v1";
  kind: "Telemetry";
  metadata: { name: string; namespace: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: {
    accessLogging?: {
      disabled?: boolean;
      filter?: {
        expression?: string;
      };
      match?: {
        mode?: "CLIENT_AND_SERVER" | "CLIENT" | "SERVER";
      };
      providers?: {
        name: string;
      }[];
    }[];
    metrics?: {
      overrides?: {
        disabled?: boolean;
        match?: {
          customMetric?: string;
          metric?: "ALL_METRICS" | "REQUEST_COUNT" | "REQUEST_DURATION" | "REQUEST_SIZE" | "RESPONSE_SIZE" | "TCP_OPENED_CONNECTIONS" | "TCP_CLOSED_CONNECTIONS" | "TCP_SENT_BYTES" | "TCP_RECEIVED_BYTES" | "GRPC_REQUEST_MESSAGES" | "GRPC_RESPONSE_MESSAGES";
          mode?: "CLIENT_AND_SERVER" | "CLIENT" | "SERVER";
        };
        tagOverrides?: Record<string, {
          operation?: "UPSERT" | "REMOVE";
          value?: string;
        }>;
      }[];
      providers?: {
        name: string;
      }[];
      reportingInterval?: string;
    }[];
    selector?: {
      matchLabels?: Record<string, string>;
    };
    targetRef?: {
      group?: string;
      kind: string;
      name: string;
      namespace?: string;
    };
    targetRefs?: {
      group?: string;
      kind: string;
      name: string;
      namespace?: string;
    }[];
    tracing?: {
      customTags?: Record<string, {
        environment?: {
          defaultValue?: string;
          name: string;
        };
        formatter?: {
          value: string;
        };
        header?: {
          defaultValue?: string;
          name: string;
        };
        literal?: {
          value: string;
        };
      }>;
      disableContextPropagation?: boolean;
      disableSpanReporting?: boolean;
      enableIstioTags?: boolean;
      match?: {
        mode?: "CLIENT_AND_SERVER" | "CLIENT" | "SERVER";
      };
      providers?: {
        name: string;
      }[];
      randomSamplingPercentage?: number;
      useRequestIdForTraceSampling?: boolean;
    }[];
  };
}
