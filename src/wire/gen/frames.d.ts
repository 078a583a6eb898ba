import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace pb. */
export namespace pb {

    /** DType enum. */
    enum DType {

        /** NONE value */
        NONE = 0,

        /** INTEGER value */
        INTEGER = 1,

        /** FLOAT value */
        FLOAT = 2,

        /** STRING value */
        STRING = 3,

        /** TIME value */
        TIME = 4,

        /** BOOLEAN value */
        BOOLEAN = 5,

        /** NULL value */
        NULL = 6
    }

    /** ErrorOptions enum. */
    enum ErrorOptions {

        /** FAIL value */
        FAIL = 0,

        /** IGNORE value */
        IGNORE = 1
    }

    /**
     * Properties of a Column.
     * @deprecated Use pb.Column.$Properties instead.
     */
    interface IColumn extends pb.Column.$Properties {
    }

    /** Represents a Column. */
    class Column {

        /**
         * Constructs a new Column.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.Column.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Column kind. */
        kind: pb.Column.Kind;

        /** Column name. */
        name: string;

        /** Column dtype. */
        dtype: pb.DType;

        /** Column size. */
        size: Long;

        /** Column ints. */
        ints: Long[];

        /** Column floats. */
        floats: number[];

        /** Column strings. */
        strings: string[];

        /** Column times. */
        times: Long[];

        /** Column bools. */
        bools: boolean[];

        /**
         * Creates a new Column instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Column instance
         */
        static create(properties: pb.Column.$Shape): pb.Column & pb.Column.$Shape;
        static create(properties?: pb.Column.$Properties): pb.Column;

        /**
         * Encodes the specified Column message. Does not implicitly {@link pb.Column.verify|verify} messages.
         * @param message Column message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.Column.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Column message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.Column & pb.Column.$Shape} Column
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.Column & pb.Column.$Shape;
    }

    namespace Column {

        /** Properties of a Column. */
        interface $Properties {

            /** Column kind */
            kind?: (pb.Column.Kind|null);

            /** Column name */
            name?: (string|null);

            /** Column dtype */
            dtype?: (pb.DType|null);

            /** Column size */
            size?: (Long|null);

            /** Column ints */
            ints?: (Long[]|null);

            /** Column floats */
            floats?: (number[]|null);

            /** Column strings */
            strings?: (string[]|null);

            /** Column times */
            times?: (Long[]|null);

            /** Column bools */
            bools?: (boolean[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Column. */
        type $Shape = pb.Column.$Properties;

        /** Kind enum. */
        enum Kind {

            /** SLICE value */
            SLICE = 0,

            /** LABEL value */
            LABEL = 1
        }
    }

    /**
     * Properties of a Value.
     * @deprecated Use pb.Value.$Properties instead.
     */
    interface IValue extends pb.Value.$Properties {
    }

    /** Represents a Value. */
    class Value {

        /**
         * Constructs a new Value.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.Value.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Value ival. */
        ival?: (Long|null);

        /** Value fval. */
        fval?: (number|null);

        /** Value sval. */
        sval?: (string|null);

        /** Value tval. */
        tval?: (Long|null);

        /** Value bval. */
        bval?: (boolean|null);

        /** Value value. */
        value?: ("ival"|"fval"|"sval"|"tval"|"bval");

        /**
         * Creates a new Value instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Value instance
         */
        static create(properties: pb.Value.$Shape): pb.Value & pb.Value.$Shape;
        static create(properties?: pb.Value.$Properties): pb.Value;

        /**
         * Encodes the specified Value message. Does not implicitly {@link pb.Value.verify|verify} messages.
         * @param message Value message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.Value.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Value message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.Value & pb.Value.$Shape} Value
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.Value & pb.Value.$Shape;
    }

    namespace Value {

        /** Properties of a Value. */
        interface $Properties {

            /** Value ival */
            ival?: (Long|null);

            /** Value fval */
            fval?: (number|null);

            /** Value sval */
            sval?: (string|null);

            /** Value tval */
            tval?: (Long|null);

            /** Value bval */
            bval?: (boolean|null);

            /** Value value */
            value?: ("ival"|"fval"|"sval"|"tval"|"bval");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Value. */
        type $Shape = {
          ival?: Long|null;
          fval?: number|null;
          sval?: string|null;
          tval?: Long|null;
          bval?: boolean|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ value?: undefined; ival?: null; fval?: null; sval?: null; tval?: null; bval?: null }|{ value?: "ival"; ival: Long; fval?: null; sval?: null; tval?: null; bval?: null }|{ value?: "fval"; ival?: null; fval: number; sval?: null; tval?: null; bval?: null }|{ value?: "sval"; ival?: null; fval?: null; sval: string; tval?: null; bval?: null }|{ value?: "tval"; ival?: null; fval?: null; sval?: null; tval: Long; bval?: null }|{ value?: "bval"; ival?: null; fval?: null; sval?: null; tval?: null; bval: boolean })
        );
    }

    /**
     * Properties of a NullValuesMap.
     * @deprecated Use pb.NullValuesMap.$Properties instead.
     */
    interface INullValuesMap extends pb.NullValuesMap.$Properties {
    }

    /** Represents a NullValuesMap. */
    class NullValuesMap {

        /**
         * Constructs a new NullValuesMap.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.NullValuesMap.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NullValuesMap nullColumns. */
        nullColumns: { [k: string]: boolean };

        /**
         * Creates a new NullValuesMap instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NullValuesMap instance
         */
        static create(properties: pb.NullValuesMap.$Shape): pb.NullValuesMap & pb.NullValuesMap.$Shape;
        static create(properties?: pb.NullValuesMap.$Properties): pb.NullValuesMap;

        /**
         * Encodes the specified NullValuesMap message. Does not implicitly {@link pb.NullValuesMap.verify|verify} messages.
         * @param message NullValuesMap message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.NullValuesMap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NullValuesMap message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.NullValuesMap & pb.NullValuesMap.$Shape} NullValuesMap
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.NullValuesMap & pb.NullValuesMap.$Shape;
    }

    namespace NullValuesMap {

        /** Properties of a NullValuesMap. */
        interface $Properties {

            /** NullValuesMap nullColumns */
            nullColumns?: ({ [k: string]: boolean }|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NullValuesMap. */
        type $Shape = pb.NullValuesMap.$Properties;
    }

    /**
     * Properties of a Frame.
     * @deprecated Use pb.Frame.$Properties instead.
     */
    interface IFrame extends pb.Frame.$Properties {
    }

    /** Represents a Frame. */
    class Frame {

        /**
         * Constructs a new Frame.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.Frame.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Frame columns. */
        columns: pb.Column.$Properties[];

        /** Frame indices. */
        indices: pb.Column.$Properties[];

        /** Frame labels. */
        labels: { [k: string]: pb.Value.$Properties };

        /** Frame error. */
        error: string;

        /** Frame nullValues. */
        nullValues: pb.NullValuesMap.$Properties[];

        /**
         * Creates a new Frame instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Frame instance
         */
        static create(properties: pb.Frame.$Shape): pb.Frame & pb.Frame.$Shape;
        static create(properties?: pb.Frame.$Properties): pb.Frame;

        /**
         * Encodes the specified Frame message. Does not implicitly {@link pb.Frame.verify|verify} messages.
         * @param message Frame message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Frame message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.Frame & pb.Frame.$Shape} Frame
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.Frame & pb.Frame.$Shape;
    }

    namespace Frame {

        /** Properties of a Frame. */
        interface $Properties {

            /** Frame columns */
            columns?: (pb.Column.$Properties[]|null);

            /** Frame indices */
            indices?: (pb.Column.$Properties[]|null);

            /** Frame labels */
            labels?: ({ [k: string]: pb.Value.$Properties }|null);

            /** Frame error */
            error?: (string|null);

            /** Frame nullValues */
            nullValues?: (pb.NullValuesMap.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Frame. */
        type $Shape = {
          columns?: pb.Column.$Shape[]|null;
          indices?: pb.Column.$Shape[]|null;
          labels?: { [k: string]: pb.Value.$Shape }|null;
          error?: string|null;
          nullValues?: pb.NullValuesMap.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a SchemaField.
     * @deprecated Use pb.SchemaField.$Properties instead.
     */
    interface ISchemaField extends pb.SchemaField.$Properties {
    }

    /** Represents a SchemaField. */
    class SchemaField {

        /**
         * Constructs a new SchemaField.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.SchemaField.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SchemaField name. */
        name: string;

        /** SchemaField doc. */
        doc: string;

        /** SchemaField default. */
        default?: (pb.Value.$Properties|null);

        /** SchemaField type. */
        type: string;

        /** SchemaField properties. */
        properties: { [k: string]: pb.Value.$Properties };

        /**
         * Creates a new SchemaField instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SchemaField instance
         */
        static create(properties: pb.SchemaField.$Shape): pb.SchemaField & pb.SchemaField.$Shape;
        static create(properties?: pb.SchemaField.$Properties): pb.SchemaField;

        /**
         * Encodes the specified SchemaField message. Does not implicitly {@link pb.SchemaField.verify|verify} messages.
         * @param message SchemaField message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.SchemaField.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SchemaField message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.SchemaField & pb.SchemaField.$Shape} SchemaField
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.SchemaField & pb.SchemaField.$Shape;
    }

    namespace SchemaField {

        /** Properties of a SchemaField. */
        interface $Properties {

            /** SchemaField name */
            name?: (string|null);

            /** SchemaField doc */
            doc?: (string|null);

            /** SchemaField default */
            "default"?: (pb.Value.$Properties|null);

            /** SchemaField type */
            type?: (string|null);

            /** SchemaField properties */
            properties?: ({ [k: string]: pb.Value.$Properties }|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SchemaField. */
        type $Shape = {
          name?: string|null;
          doc?: string|null;
          "default"?: pb.Value.$Shape|null;
          type?: string|null;
          properties?: { [k: string]: pb.Value.$Shape }|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a SchemaKey.
     * @deprecated Use pb.SchemaKey.$Properties instead.
     */
    interface ISchemaKey extends pb.SchemaKey.$Properties {
    }

    /** Represents a SchemaKey. */
    class SchemaKey {

        /**
         * Constructs a new SchemaKey.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.SchemaKey.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SchemaKey shardingKey. */
        shardingKey: string[];

        /** SchemaKey sortingKey. */
        sortingKey: string[];

        /**
         * Creates a new SchemaKey instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SchemaKey instance
         */
        static create(properties: pb.SchemaKey.$Shape): pb.SchemaKey & pb.SchemaKey.$Shape;
        static create(properties?: pb.SchemaKey.$Properties): pb.SchemaKey;

        /**
         * Encodes the specified SchemaKey message. Does not implicitly {@link pb.SchemaKey.verify|verify} messages.
         * @param message SchemaKey message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.SchemaKey.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SchemaKey message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.SchemaKey & pb.SchemaKey.$Shape} SchemaKey
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.SchemaKey & pb.SchemaKey.$Shape;
    }

    namespace SchemaKey {

        /** Properties of a SchemaKey. */
        interface $Properties {

            /** SchemaKey shardingKey */
            shardingKey?: (string[]|null);

            /** SchemaKey sortingKey */
            sortingKey?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SchemaKey. */
        type $Shape = pb.SchemaKey.$Properties;
    }

    /**
     * Properties of a TableSchema.
     * @deprecated Use pb.TableSchema.$Properties instead.
     */
    interface ITableSchema extends pb.TableSchema.$Properties {
    }

    /** Represents a TableSchema. */
    class TableSchema {

        /**
         * Constructs a new TableSchema.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.TableSchema.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TableSchema type. */
        type: string;

        /** TableSchema namespace. */
        namespace: string;

        /** TableSchema name. */
        name: string;

        /** TableSchema doc. */
        doc: string;

        /** TableSchema aliases. */
        aliases: string[];

        /** TableSchema fields. */
        fields: pb.SchemaField.$Properties[];

        /** TableSchema key. */
        key?: (pb.SchemaKey.$Properties|null);

        /**
         * Creates a new TableSchema instance using the specified properties.
         * @param [properties] Properties to set
         * @returns TableSchema instance
         */
        static create(properties: pb.TableSchema.$Shape): pb.TableSchema & pb.TableSchema.$Shape;
        static create(properties?: pb.TableSchema.$Properties): pb.TableSchema;

        /**
         * Encodes the specified TableSchema message. Does not implicitly {@link pb.TableSchema.verify|verify} messages.
         * @param message TableSchema message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.TableSchema.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TableSchema message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.TableSchema & pb.TableSchema.$Shape} TableSchema
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.TableSchema & pb.TableSchema.$Shape;
    }

    namespace TableSchema {

        /** Properties of a TableSchema. */
        interface $Properties {

            /** TableSchema type */
            type?: (string|null);

            /** TableSchema namespace */
            namespace?: (string|null);

            /** TableSchema name */
            name?: (string|null);

            /** TableSchema doc */
            doc?: (string|null);

            /** TableSchema aliases */
            aliases?: (string[]|null);

            /** TableSchema fields */
            fields?: (pb.SchemaField.$Properties[]|null);

            /** TableSchema key */
            key?: (pb.SchemaKey.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TableSchema. */
        type $Shape = {
          type?: string|null;
          namespace?: string|null;
          name?: string|null;
          doc?: string|null;
          aliases?: string[]|null;
          fields?: pb.SchemaField.$Shape[]|null;
          key?: pb.SchemaKey.$Shape|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a JoinStruct.
     * @deprecated Use pb.JoinStruct.$Properties instead.
     */
    interface IJoinStruct extends pb.JoinStruct.$Properties {
    }

    /** Represents a JoinStruct. */
    class JoinStruct {

        /**
         * Constructs a new JoinStruct.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.JoinStruct.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new JoinStruct instance using the specified properties.
         * @param [properties] Properties to set
         * @returns JoinStruct instance
         */
        static create(properties: pb.JoinStruct.$Shape): pb.JoinStruct & pb.JoinStruct.$Shape;
        static create(properties?: pb.JoinStruct.$Properties): pb.JoinStruct;

        /**
         * Encodes the specified JoinStruct message. Does not implicitly {@link pb.JoinStruct.verify|verify} messages.
         * @param message JoinStruct message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.JoinStruct.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a JoinStruct message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.JoinStruct & pb.JoinStruct.$Shape} JoinStruct
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.JoinStruct & pb.JoinStruct.$Shape;
    }

    namespace JoinStruct {

        /** Properties of a JoinStruct. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a JoinStruct. */
        type $Shape = pb.JoinStruct.$Properties;
    }

    /**
     * Properties of a Session.
     * @deprecated Use pb.Session.$Properties instead.
     */
    interface ISession extends pb.Session.$Properties {
    }

    /** Represents a Session. */
    class Session {

        /**
         * Constructs a new Session.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.Session.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Session url. */
        url: string;

        /** Session container. */
        container: string;

        /** Session path. */
        path: string;

        /** Session user. */
        user: string;

        /** Session password. */
        password: string;

        /** Session token. */
        token: string;

        /** Session id. */
        id: string;

        /**
         * Creates a new Session instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Session instance
         */
        static create(properties: pb.Session.$Shape): pb.Session & pb.Session.$Shape;
        static create(properties?: pb.Session.$Properties): pb.Session;

        /**
         * Encodes the specified Session message. Does not implicitly {@link pb.Session.verify|verify} messages.
         * @param message Session message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.Session.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Session message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.Session & pb.Session.$Shape} Session
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.Session & pb.Session.$Shape;
    }

    namespace Session {

        /** Properties of a Session. */
        interface $Properties {

            /** Session url */
            url?: (string|null);

            /** Session container */
            container?: (string|null);

            /** Session path */
            path?: (string|null);

            /** Session user */
            user?: (string|null);

            /** Session password */
            password?: (string|null);

            /** Session token */
            token?: (string|null);

            /** Session id */
            id?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Session. */
        type $Shape = pb.Session.$Properties;
    }

    /**
     * Properties of a ReadRequest.
     * @deprecated Use pb.ReadRequest.$Properties instead.
     */
    interface IReadRequest extends pb.ReadRequest.$Properties {
    }

    /** Represents a ReadRequest. */
    class ReadRequest {

        /**
         * Constructs a new ReadRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.ReadRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReadRequest session. */
        session?: (pb.Session.$Properties|null);

        /** ReadRequest backend. */
        backend: string;

        /** ReadRequest schema. */
        schema?: (pb.TableSchema.$Properties|null);

        /** ReadRequest dataFormat. */
        dataFormat: string;

        /** ReadRequest rowLayout. */
        rowLayout: boolean;

        /** ReadRequest multiIndex. */
        multiIndex: boolean;

        /** ReadRequest query. */
        query: string;

        /** ReadRequest table. */
        table: string;

        /** ReadRequest columns. */
        columns: string[];

        /** ReadRequest filter. */
        filter: string;

        /** ReadRequest groupBy. */
        groupBy: string;

        /** ReadRequest join. */
        join: pb.JoinStruct.$Properties[];

        /** ReadRequest limit. */
        limit: Long;

        /** ReadRequest messageLimit. */
        messageLimit: Long;

        /** ReadRequest marker. */
        marker: string;

        /** ReadRequest segments. */
        segments: Long[];

        /** ReadRequest totalSegments. */
        totalSegments: Long;

        /** ReadRequest shardingKeys. */
        shardingKeys: string[];

        /** ReadRequest sortKeyRangeStart. */
        sortKeyRangeStart: string;

        /** ReadRequest sortKeyRangeEnd. */
        sortKeyRangeEnd: string;

        /** ReadRequest start. */
        start: string;

        /** ReadRequest end. */
        end: string;

        /** ReadRequest step. */
        step: string;

        /** ReadRequest aggregators. */
        aggregators: string;

        /** ReadRequest seek. */
        seek: string;

        /** ReadRequest shardId. */
        shardId: string;

        /** ReadRequest sequence. */
        sequence: Long;

        /** ReadRequest aggregationWindow. */
        aggregationWindow: string;

        /** ReadRequest resetIndex. */
        resetIndex: boolean;

        /**
         * Creates a new ReadRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ReadRequest instance
         */
        static create(properties: pb.ReadRequest.$Shape): pb.ReadRequest & pb.ReadRequest.$Shape;
        static create(properties?: pb.ReadRequest.$Properties): pb.ReadRequest;

        /**
         * Encodes the specified ReadRequest message. Does not implicitly {@link pb.ReadRequest.verify|verify} messages.
         * @param message ReadRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.ReadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReadRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.ReadRequest & pb.ReadRequest.$Shape} ReadRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.ReadRequest & pb.ReadRequest.$Shape;
    }

    namespace ReadRequest {

        /** Properties of a ReadRequest. */
        interface $Properties {

            /** ReadRequest session */
            session?: (pb.Session.$Properties|null);

            /** ReadRequest backend */
            backend?: (string|null);

            /** ReadRequest schema */
            schema?: (pb.TableSchema.$Properties|null);

            /** ReadRequest dataFormat */
            dataFormat?: (string|null);

            /** ReadRequest rowLayout */
            rowLayout?: (boolean|null);

            /** ReadRequest multiIndex */
            multiIndex?: (boolean|null);

            /** ReadRequest query */
            query?: (string|null);

            /** ReadRequest table */
            table?: (string|null);

            /** ReadRequest columns */
            columns?: (string[]|null);

            /** ReadRequest filter */
            filter?: (string|null);

            /** ReadRequest groupBy */
            groupBy?: (string|null);

            /** ReadRequest join */
            join?: (pb.JoinStruct.$Properties[]|null);

            /** ReadRequest limit */
            limit?: (Long|null);

            /** ReadRequest messageLimit */
            messageLimit?: (Long|null);

            /** ReadRequest marker */
            marker?: (string|null);

            /** ReadRequest segments */
            segments?: (Long[]|null);

            /** ReadRequest totalSegments */
            totalSegments?: (Long|null);

            /** ReadRequest shardingKeys */
            shardingKeys?: (string[]|null);

            /** ReadRequest sortKeyRangeStart */
            sortKeyRangeStart?: (string|null);

            /** ReadRequest sortKeyRangeEnd */
            sortKeyRangeEnd?: (string|null);

            /** ReadRequest start */
            start?: (string|null);

            /** ReadRequest end */
            end?: (string|null);

            /** ReadRequest step */
            step?: (string|null);

            /** ReadRequest aggregators */
            aggregators?: (string|null);

            /** ReadRequest seek */
            seek?: (string|null);

            /** ReadRequest shardId */
            shardId?: (string|null);

            /** ReadRequest sequence */
            sequence?: (Long|null);

            /** ReadRequest aggregationWindow */
            aggregationWindow?: (string|null);

            /** ReadRequest resetIndex */
            resetIndex?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReadRequest. */
        type $Shape = {
          session?: pb.Session.$Shape|null;
          backend?: string|null;
          schema?: pb.TableSchema.$Shape|null;
          dataFormat?: string|null;
          rowLayout?: boolean|null;
          multiIndex?: boolean|null;
          query?: string|null;
          table?: string|null;
          columns?: string[]|null;
          filter?: string|null;
          groupBy?: string|null;
          join?: pb.JoinStruct.$Shape[]|null;
          limit?: Long|null;
          messageLimit?: Long|null;
          marker?: string|null;
          segments?: Long[]|null;
          totalSegments?: Long|null;
          shardingKeys?: string[]|null;
          sortKeyRangeStart?: string|null;
          sortKeyRangeEnd?: string|null;
          start?: string|null;
          end?: string|null;
          step?: string|null;
          aggregators?: string|null;
          seek?: string|null;
          shardId?: string|null;
          sequence?: Long|null;
          aggregationWindow?: string|null;
          resetIndex?: boolean|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of an InitialWriteRequest.
     * @deprecated Use pb.InitialWriteRequest.$Properties instead.
     */
    interface IInitialWriteRequest extends pb.InitialWriteRequest.$Properties {
    }

    /** Represents an InitialWriteRequest. */
    class InitialWriteRequest {

        /**
         * Constructs a new InitialWriteRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.InitialWriteRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** InitialWriteRequest session. */
        session?: (pb.Session.$Properties|null);

        /** InitialWriteRequest backend. */
        backend: string;

        /** InitialWriteRequest table. */
        table: string;

        /** InitialWriteRequest initialData. */
        initialData?: (pb.Frame.$Properties|null);

        /** InitialWriteRequest expression. */
        expression: string;

        /** InitialWriteRequest more. */
        more: boolean;

        /** InitialWriteRequest partitionKeys. */
        partitionKeys: string[];

        /** InitialWriteRequest condition. */
        condition: string;

        /** InitialWriteRequest saveMode. */
        saveMode: string;

        /**
         * Creates a new InitialWriteRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns InitialWriteRequest instance
         */
        static create(properties: pb.InitialWriteRequest.$Shape): pb.InitialWriteRequest & pb.InitialWriteRequest.$Shape;
        static create(properties?: pb.InitialWriteRequest.$Properties): pb.InitialWriteRequest;

        /**
         * Encodes the specified InitialWriteRequest message. Does not implicitly {@link pb.InitialWriteRequest.verify|verify} messages.
         * @param message InitialWriteRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.InitialWriteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InitialWriteRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.InitialWriteRequest & pb.InitialWriteRequest.$Shape} InitialWriteRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.InitialWriteRequest & pb.InitialWriteRequest.$Shape;
    }

    namespace InitialWriteRequest {

        /** Properties of an InitialWriteRequest. */
        interface $Properties {

            /** InitialWriteRequest session */
            session?: (pb.Session.$Properties|null);

            /** InitialWriteRequest backend */
            backend?: (string|null);

            /** InitialWriteRequest table */
            table?: (string|null);

            /** InitialWriteRequest initialData */
            initialData?: (pb.Frame.$Properties|null);

            /** InitialWriteRequest expression */
            expression?: (string|null);

            /** InitialWriteRequest more */
            more?: (boolean|null);

            /** InitialWriteRequest partitionKeys */
            partitionKeys?: (string[]|null);

            /** InitialWriteRequest condition */
            condition?: (string|null);

            /** InitialWriteRequest saveMode */
            saveMode?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an InitialWriteRequest. */
        type $Shape = {
          session?: pb.Session.$Shape|null;
          backend?: string|null;
          table?: string|null;
          initialData?: pb.Frame.$Shape|null;
          expression?: string|null;
          more?: boolean|null;
          partitionKeys?: string[]|null;
          condition?: string|null;
          saveMode?: string|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a WriteRequest.
     * @deprecated Use pb.WriteRequest.$Properties instead.
     */
    interface IWriteRequest extends pb.WriteRequest.$Properties {
    }

    /** Represents a WriteRequest. */
    class WriteRequest {

        /**
         * Constructs a new WriteRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.WriteRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WriteRequest request. */
        request?: (pb.InitialWriteRequest.$Properties|null);

        /** WriteRequest frame. */
        frame?: (pb.Frame.$Properties|null);

        /** WriteRequest type. */
        type?: ("request"|"frame");

        /**
         * Creates a new WriteRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns WriteRequest instance
         */
        static create(properties: pb.WriteRequest.$Shape): pb.WriteRequest & pb.WriteRequest.$Shape;
        static create(properties?: pb.WriteRequest.$Properties): pb.WriteRequest;

        /**
         * Encodes the specified WriteRequest message. Does not implicitly {@link pb.WriteRequest.verify|verify} messages.
         * @param message WriteRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.WriteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WriteRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.WriteRequest & pb.WriteRequest.$Shape} WriteRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.WriteRequest & pb.WriteRequest.$Shape;
    }

    namespace WriteRequest {

        /** Properties of a WriteRequest. */
        interface $Properties {

            /** WriteRequest request */
            request?: (pb.InitialWriteRequest.$Properties|null);

            /** WriteRequest frame */
            frame?: (pb.Frame.$Properties|null);

            /** WriteRequest type */
            type?: ("request"|"frame");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a WriteRequest. */
        type $Shape = {
          request?: pb.InitialWriteRequest.$Shape|null;
          frame?: pb.Frame.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ type?: undefined; request?: null; frame?: null }|{ type?: "request"; request: pb.InitialWriteRequest.$Shape; frame?: null }|{ type?: "frame"; request?: null; frame: pb.Frame.$Shape })
        );
    }

    /**
     * Properties of a WriteRespose.
     * @deprecated Use pb.WriteRespose.$Properties instead.
     */
    interface IWriteRespose extends pb.WriteRespose.$Properties {
    }

    /** Represents a WriteRespose. */
    class WriteRespose {

        /**
         * Constructs a new WriteRespose.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.WriteRespose.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** WriteRespose frames. */
        frames: Long;

        /** WriteRespose rows. */
        rows: Long;

        /**
         * Creates a new WriteRespose instance using the specified properties.
         * @param [properties] Properties to set
         * @returns WriteRespose instance
         */
        static create(properties: pb.WriteRespose.$Shape): pb.WriteRespose & pb.WriteRespose.$Shape;
        static create(properties?: pb.WriteRespose.$Properties): pb.WriteRespose;

        /**
         * Encodes the specified WriteRespose message. Does not implicitly {@link pb.WriteRespose.verify|verify} messages.
         * @param message WriteRespose message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.WriteRespose.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WriteRespose message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.WriteRespose & pb.WriteRespose.$Shape} WriteRespose
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.WriteRespose & pb.WriteRespose.$Shape;
    }

    namespace WriteRespose {

        /** Properties of a WriteRespose. */
        interface $Properties {

            /** WriteRespose frames */
            frames?: (Long|null);

            /** WriteRespose rows */
            rows?: (Long|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WriteRespose. */
        type $Shape = pb.WriteRespose.$Properties;
    }

    /**
     * Properties of a CreateRequest.
     * @deprecated Use pb.CreateRequest.$Properties instead.
     */
    interface ICreateRequest extends pb.CreateRequest.$Properties {
    }

    /** Represents a CreateRequest. */
    class CreateRequest {

        /**
         * Constructs a new CreateRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.CreateRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CreateRequest session. */
        session?: (pb.Session.$Properties|null);

        /** CreateRequest backend. */
        backend: string;

        /** CreateRequest table. */
        table: string;

        /** CreateRequest schema. */
        schema?: (pb.TableSchema.$Properties|null);

        /** CreateRequest ifExists. */
        ifExists: pb.ErrorOptions;

        /** CreateRequest rate. */
        rate: string;

        /** CreateRequest aggregates. */
        aggregates: string;

        /** CreateRequest aggregationGranularity. */
        aggregationGranularity: string;

        /** CreateRequest shards. */
        shards: Long;

        /** CreateRequest retentionHours. */
        retentionHours: Long;

        /**
         * Creates a new CreateRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CreateRequest instance
         */
        static create(properties: pb.CreateRequest.$Shape): pb.CreateRequest & pb.CreateRequest.$Shape;
        static create(properties?: pb.CreateRequest.$Properties): pb.CreateRequest;

        /**
         * Encodes the specified CreateRequest message. Does not implicitly {@link pb.CreateRequest.verify|verify} messages.
         * @param message CreateRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.CreateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CreateRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.CreateRequest & pb.CreateRequest.$Shape} CreateRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.CreateRequest & pb.CreateRequest.$Shape;
    }

    namespace CreateRequest {

        /** Properties of a CreateRequest. */
        interface $Properties {

            /** CreateRequest session */
            session?: (pb.Session.$Properties|null);

            /** CreateRequest backend */
            backend?: (string|null);

            /** CreateRequest table */
            table?: (string|null);

            /** CreateRequest schema */
            schema?: (pb.TableSchema.$Properties|null);

            /** CreateRequest ifExists */
            ifExists?: (pb.ErrorOptions|null);

            /** CreateRequest rate */
            rate?: (string|null);

            /** CreateRequest aggregates */
            aggregates?: (string|null);

            /** CreateRequest aggregationGranularity */
            aggregationGranularity?: (string|null);

            /** CreateRequest shards */
            shards?: (Long|null);

            /** CreateRequest retentionHours */
            retentionHours?: (Long|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CreateRequest. */
        type $Shape = {
          session?: pb.Session.$Shape|null;
          backend?: string|null;
          table?: string|null;
          schema?: pb.TableSchema.$Shape|null;
          ifExists?: pb.ErrorOptions|null;
          rate?: string|null;
          aggregates?: string|null;
          aggregationGranularity?: string|null;
          shards?: Long|null;
          retentionHours?: Long|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a CreateResponse.
     * @deprecated Use pb.CreateResponse.$Properties instead.
     */
    interface ICreateResponse extends pb.CreateResponse.$Properties {
    }

    /** Represents a CreateResponse. */
    class CreateResponse {

        /**
         * Constructs a new CreateResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.CreateResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new CreateResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CreateResponse instance
         */
        static create(properties: pb.CreateResponse.$Shape): pb.CreateResponse & pb.CreateResponse.$Shape;
        static create(properties?: pb.CreateResponse.$Properties): pb.CreateResponse;

        /**
         * Encodes the specified CreateResponse message. Does not implicitly {@link pb.CreateResponse.verify|verify} messages.
         * @param message CreateResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.CreateResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CreateResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.CreateResponse & pb.CreateResponse.$Shape} CreateResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.CreateResponse & pb.CreateResponse.$Shape;
    }

    namespace CreateResponse {

        /** Properties of a CreateResponse. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CreateResponse. */
        type $Shape = pb.CreateResponse.$Properties;
    }

    /**
     * Properties of a DeleteRequest.
     * @deprecated Use pb.DeleteRequest.$Properties instead.
     */
    interface IDeleteRequest extends pb.DeleteRequest.$Properties {
    }

    /** Represents a DeleteRequest. */
    class DeleteRequest {

        /**
         * Constructs a new DeleteRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.DeleteRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DeleteRequest session. */
        session?: (pb.Session.$Properties|null);

        /** DeleteRequest backend. */
        backend: string;

        /** DeleteRequest table. */
        table: string;

        /** DeleteRequest filter. */
        filter: string;

        /** DeleteRequest ifMissing. */
        ifMissing: pb.ErrorOptions;

        /** DeleteRequest start. */
        start: string;

        /** DeleteRequest end. */
        end: string;

        /** DeleteRequest metrics. */
        metrics: string[];

        /**
         * Creates a new DeleteRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DeleteRequest instance
         */
        static create(properties: pb.DeleteRequest.$Shape): pb.DeleteRequest & pb.DeleteRequest.$Shape;
        static create(properties?: pb.DeleteRequest.$Properties): pb.DeleteRequest;

        /**
         * Encodes the specified DeleteRequest message. Does not implicitly {@link pb.DeleteRequest.verify|verify} messages.
         * @param message DeleteRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.DeleteRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DeleteRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.DeleteRequest & pb.DeleteRequest.$Shape} DeleteRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.DeleteRequest & pb.DeleteRequest.$Shape;
    }

    namespace DeleteRequest {

        /** Properties of a DeleteRequest. */
        interface $Properties {

            /** DeleteRequest session */
            session?: (pb.Session.$Properties|null);

            /** DeleteRequest backend */
            backend?: (string|null);

            /** DeleteRequest table */
            table?: (string|null);

            /** DeleteRequest filter */
            filter?: (string|null);

            /** DeleteRequest ifMissing */
            ifMissing?: (pb.ErrorOptions|null);

            /** DeleteRequest start */
            start?: (string|null);

            /** DeleteRequest end */
            end?: (string|null);

            /** DeleteRequest metrics */
            metrics?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DeleteRequest. */
        type $Shape = pb.DeleteRequest.$Properties;
    }

    /**
     * Properties of a DeleteResponse.
     * @deprecated Use pb.DeleteResponse.$Properties instead.
     */
    interface IDeleteResponse extends pb.DeleteResponse.$Properties {
    }

    /** Represents a DeleteResponse. */
    class DeleteResponse {

        /**
         * Constructs a new DeleteResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.DeleteResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new DeleteResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DeleteResponse instance
         */
        static create(properties: pb.DeleteResponse.$Shape): pb.DeleteResponse & pb.DeleteResponse.$Shape;
        static create(properties?: pb.DeleteResponse.$Properties): pb.DeleteResponse;

        /**
         * Encodes the specified DeleteResponse message. Does not implicitly {@link pb.DeleteResponse.verify|verify} messages.
         * @param message DeleteResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.DeleteResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DeleteResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.DeleteResponse & pb.DeleteResponse.$Shape} DeleteResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.DeleteResponse & pb.DeleteResponse.$Shape;
    }

    namespace DeleteResponse {

        /** Properties of a DeleteResponse. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DeleteResponse. */
        type $Shape = pb.DeleteResponse.$Properties;
    }

    /**
     * Properties of a VersionRequest.
     * @deprecated Use pb.VersionRequest.$Properties instead.
     */
    interface IVersionRequest extends pb.VersionRequest.$Properties {
    }

    /** Represents a VersionRequest. */
    class VersionRequest {

        /**
         * Constructs a new VersionRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.VersionRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new VersionRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VersionRequest instance
         */
        static create(properties: pb.VersionRequest.$Shape): pb.VersionRequest & pb.VersionRequest.$Shape;
        static create(properties?: pb.VersionRequest.$Properties): pb.VersionRequest;

        /**
         * Encodes the specified VersionRequest message. Does not implicitly {@link pb.VersionRequest.verify|verify} messages.
         * @param message VersionRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.VersionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VersionRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.VersionRequest & pb.VersionRequest.$Shape} VersionRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.VersionRequest & pb.VersionRequest.$Shape;
    }

    namespace VersionRequest {

        /** Properties of a VersionRequest. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VersionRequest. */
        type $Shape = pb.VersionRequest.$Properties;
    }

    /**
     * Properties of a VersionResponse.
     * @deprecated Use pb.VersionResponse.$Properties instead.
     */
    interface IVersionResponse extends pb.VersionResponse.$Properties {
    }

    /** Represents a VersionResponse. */
    class VersionResponse {

        /**
         * Constructs a new VersionResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.VersionResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VersionResponse version. */
        version: string;

        /**
         * Creates a new VersionResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VersionResponse instance
         */
        static create(properties: pb.VersionResponse.$Shape): pb.VersionResponse & pb.VersionResponse.$Shape;
        static create(properties?: pb.VersionResponse.$Properties): pb.VersionResponse;

        /**
         * Encodes the specified VersionResponse message. Does not implicitly {@link pb.VersionResponse.verify|verify} messages.
         * @param message VersionResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.VersionResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VersionResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.VersionResponse & pb.VersionResponse.$Shape} VersionResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.VersionResponse & pb.VersionResponse.$Shape;
    }

    namespace VersionResponse {

        /** Properties of a VersionResponse. */
        interface $Properties {

            /** VersionResponse version */
            version?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VersionResponse. */
        type $Shape = pb.VersionResponse.$Properties;
    }

    /**
     * Properties of an ExecRequest.
     * @deprecated Use pb.ExecRequest.$Properties instead.
     */
    interface IExecRequest extends pb.ExecRequest.$Properties {
    }

    /** Represents an ExecRequest. */
    class ExecRequest {

        /**
         * Constructs a new ExecRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.ExecRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ExecRequest session. */
        session?: (pb.Session.$Properties|null);

        /** ExecRequest backend. */
        backend: string;

        /** ExecRequest table. */
        table: string;

        /** ExecRequest command. */
        command: string;

        /** ExecRequest args. */
        args: { [k: string]: pb.Value.$Properties };

        /** ExecRequest expression. */
        expression: string;

        /**
         * Creates a new ExecRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ExecRequest instance
         */
        static create(properties: pb.ExecRequest.$Shape): pb.ExecRequest & pb.ExecRequest.$Shape;
        static create(properties?: pb.ExecRequest.$Properties): pb.ExecRequest;

        /**
         * Encodes the specified ExecRequest message. Does not implicitly {@link pb.ExecRequest.verify|verify} messages.
         * @param message ExecRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.ExecRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ExecRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.ExecRequest & pb.ExecRequest.$Shape} ExecRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.ExecRequest & pb.ExecRequest.$Shape;
    }

    namespace ExecRequest {

        /** Properties of an ExecRequest. */
        interface $Properties {

            /** ExecRequest session */
            session?: (pb.Session.$Properties|null);

            /** ExecRequest backend */
            backend?: (string|null);

            /** ExecRequest table */
            table?: (string|null);

            /** ExecRequest command */
            command?: (string|null);

            /** ExecRequest args */
            args?: ({ [k: string]: pb.Value.$Properties }|null);

            /** ExecRequest expression */
            expression?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ExecRequest. */
        type $Shape = {
          session?: pb.Session.$Shape|null;
          backend?: string|null;
          table?: string|null;
          command?: string|null;
          args?: { [k: string]: pb.Value.$Shape }|null;
          expression?: string|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of an ExecResponse.
     * @deprecated Use pb.ExecResponse.$Properties instead.
     */
    interface IExecResponse extends pb.ExecResponse.$Properties {
    }

    /** Represents an ExecResponse. */
    class ExecResponse {

        /**
         * Constructs a new ExecResponse.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.ExecResponse.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ExecResponse frame. */
        frame?: (pb.Frame.$Properties|null);

        /** ExecResponse rows. */
        rows: Long;

        /**
         * Creates a new ExecResponse instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ExecResponse instance
         */
        static create(properties: pb.ExecResponse.$Shape): pb.ExecResponse & pb.ExecResponse.$Shape;
        static create(properties?: pb.ExecResponse.$Properties): pb.ExecResponse;

        /**
         * Encodes the specified ExecResponse message. Does not implicitly {@link pb.ExecResponse.verify|verify} messages.
         * @param message ExecResponse message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.ExecResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ExecResponse message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.ExecResponse & pb.ExecResponse.$Shape} ExecResponse
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.ExecResponse & pb.ExecResponse.$Shape;
    }

    namespace ExecResponse {

        /** Properties of an ExecResponse. */
        interface $Properties {

            /** ExecResponse frame */
            frame?: (pb.Frame.$Properties|null);

            /** ExecResponse rows */
            rows?: (Long|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ExecResponse. */
        type $Shape = {
          frame?: pb.Frame.$Shape|null;
          rows?: Long|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a HistoryRequest.
     * @deprecated Use pb.HistoryRequest.$Properties instead.
     */
    interface IHistoryRequest extends pb.HistoryRequest.$Properties {
    }

    /** Represents a HistoryRequest. */
    class HistoryRequest {

        /**
         * Constructs a new HistoryRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: pb.HistoryRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HistoryRequest session. */
        session?: (pb.Session.$Properties|null);

        /** HistoryRequest backend. */
        backend: string;

        /** HistoryRequest table. */
        table: string;

        /** HistoryRequest user. */
        user: string;

        /** HistoryRequest action. */
        action: string;

        /** HistoryRequest minStartTime. */
        minStartTime: string;

        /** HistoryRequest maxStartTime. */
        maxStartTime: string;

        /** HistoryRequest container. */
        container: string;

        /** HistoryRequest minDuration. */
        minDuration: Long;

        /** HistoryRequest maxDuration. */
        maxDuration: Long;

        /**
         * Creates a new HistoryRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns HistoryRequest instance
         */
        static create(properties: pb.HistoryRequest.$Shape): pb.HistoryRequest & pb.HistoryRequest.$Shape;
        static create(properties?: pb.HistoryRequest.$Properties): pb.HistoryRequest;

        /**
         * Encodes the specified HistoryRequest message. Does not implicitly {@link pb.HistoryRequest.verify|verify} messages.
         * @param message HistoryRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: pb.HistoryRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HistoryRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {pb.HistoryRequest & pb.HistoryRequest.$Shape} HistoryRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): pb.HistoryRequest & pb.HistoryRequest.$Shape;
    }

    namespace HistoryRequest {

        /** Properties of a HistoryRequest. */
        interface $Properties {

            /** HistoryRequest session */
            session?: (pb.Session.$Properties|null);

            /** HistoryRequest backend */
            backend?: (string|null);

            /** HistoryRequest table */
            table?: (string|null);

            /** HistoryRequest user */
            user?: (string|null);

            /** HistoryRequest action */
            action?: (string|null);

            /** HistoryRequest minStartTime */
            minStartTime?: (string|null);

            /** HistoryRequest maxStartTime */
            maxStartTime?: (string|null);

            /** HistoryRequest container */
            container?: (string|null);

            /** HistoryRequest minDuration */
            minDuration?: (Long|null);

            /** HistoryRequest maxDuration */
            maxDuration?: (Long|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HistoryRequest. */
        type $Shape = pb.HistoryRequest.$Properties;
    }
}
